"""Drawing a plan, against the bare solver on the same arrays in the same run. `LARGE=1` adds the largest."""

import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import ortools.graph.python.min_cost_flow as ortools

from benchmarks.measure import Measured
from review_queue.matching.assignment import draw
from review_queue.matching.eligibility import Candidate, Demand
from review_queue.matching.instance import Instance, instance
from review_queue.matching.network import Network, build

SIZES = [(1_000, 50), (10_000, 500)] + [(100_000, 5_000)] * bool(os.environ.get("LARGE"))
ELIGIBLE = 40
SEED = 7


def bench_plan() -> Iterator[Measured]:
    for items, reviewers in SIZES:
        given = problem(items, reviewers)
        none = np.zeros(0, dtype=np.int64)
        network = replace(build(given), rows=none, columns=none)
        times = 15 if items < 10_000 else 5 if items < 100_000 else 2
        bare, whole = alternately(partial(solve_bare, network), partial(draw, given, seed=SEED), times)
        name = f"plan {items:,} × {reviewers:,}"
        yield Measured(f"{name}, bare solve", round(bare * 1000, 1), "ms")
        yield Measured(f"{name}, whole plan", round(whole * 1000, 1), "ms")
        yield Measured(f"{name}, whole plan to bare solve", round(whole / bare, 2), "times", target=1.3)
    items, reviewers = SIZES[-1]
    yield Measured(
        f"plan {items:,} × {reviewers:,}, most memory", memory(items, reviewers), "MB", target=1024
    )


def problem(items: int, reviewers: int) -> Instance:
    """Exams in as many subjects as leave 40 who can score each; two barred each, small agencies, novices."""
    chance = random.Random(SEED)
    subjects = max(1, reviewers // ELIGIBLE)
    room = -(-items * 5 // (2 * reviewers))  # a quarter more than is needed
    people = [
        Candidate(
            id=number, user=number, pools=frozenset({1}), tags=frozenset({f"s{number % subjects}"}),
            languages=frozenset(),
            agency=f"a{number // 3}" if number % 2 else "", digests=frozenset(),
            capacity=room, held=0, done=0, novice=number % 10 == 0, active=True,
            may_adjudicate=number % 5 == 1,
        )
        for number in range(reviewers)
    ]  # fmt: skip
    exams = [
        Demand(
            item=f"exam-{number}", pool=1, slots=(1, 2),
            requires=frozenset({f"s{chance.randrange(subjects)}"}),
            language="en", barred=frozenset(chance.sample(range(reviewers), 2)), barred_digests=frozenset(),
            asked=frozenset(), beside=frozenset(), agencies_beside=frozenset(), novice_beside=False,
            adjudication=False,
        )
        for number in range(items)
    ]  # fmt: skip
    return instance(exams, people, seed=SEED)


def solve_bare(network: Network) -> None:
    """What a program would do that has the arrays of the arcs and OR-Tools, and nothing else."""
    flow = ortools.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        network.tails, network.heads, network.capacities, network.prices
    )
    flow.set_node_supply(0, network.supply)
    flow.set_node_supply(network.sink, -network.supply)
    assert flow.solve_max_flow_with_min_cost() == flow.OPTIMAL


def alternately(first: Callable[[], object], second: Callable[[], object], times: int) -> tuple[float, float]:
    """The median seconds of both, taken in turns so that a busy machine is busy for both."""
    taken = [(seconds(first), seconds(second)) for _ in range(times)]
    return statistics.median(a for a, _ in taken), statistics.median(b for _, b in taken)


def seconds(call: Callable[[], object]) -> float:
    """Processor seconds: neither part uses more than one core, and a busy machine counts for neither."""
    began = time.process_time()
    call()
    return time.process_time() - began


def memory(items: int, reviewers: int) -> int:
    """The most that a process has had in memory that does nothing but draw the plan."""
    command = [sys.executable, "-m", "benchmarks.review_queue.assignment", str(items), str(reviewers)]
    return int(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


def most_memory() -> int:
    """Of this process, in MB. What Linux gives as the largest size of a process counts its parent's."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) // 1024


if __name__ == "__main__":
    draw(problem(*map(int, sys.argv[1:3])), seed=SEED)
    print(most_memory())
