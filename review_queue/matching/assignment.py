"""Who scores what: one min-cost flow over everything that is open (more, where novices meet colleagues), then
fewer repeated pairs.

`Instance` is what was read, `draw` solves it. Nothing here reads a database or a clock, and no chance is
involved but the recorded seed: the same instance gives the same plan.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import prices
from .eligibility import Candidate, Demand
from .exact import without_clashes
from .instance import NOBODY, Instance, Ints, Worked, instance
from .network import build, solve
from .pairs import spread_pairs
from .rematch import rematch
from .shortage import Shortage, shortages, unreserved

SOLVER = "min-cost flow 4"
"""Named in every stored plan; the number grows when the same instance may give another plan."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`pairs` are (item, slot, reviewer id); `unfilled` are items with the number of slots left open."""

    pairs: tuple[tuple[str, int, int], ...]
    unfilled: tuple[tuple[str, int], ...]
    shortages: tuple[Shortage, ...] = ()
    cost: int = 0


def plan(demands: Sequence[Demand], candidates: Sequence[Candidate], *, seed: int) -> Plan:
    """The cheapest plan among those that fill most slots."""
    return draw(instance(demands, candidates, seed=seed), seed=seed)


def draw(given: Instance, *, seed: int, pair_price: int = prices.PAIR, worked: Worked = NOBODY) -> Plan:
    """The plan for an instance. `worked` says how often two reviewers, the lower id first, have scored
    together; `pair_price` is what every repetition costs, in the units of `prices`."""
    rows, columns, cost = _filled(given)
    place = {one.id: column for column, one in enumerate(given.candidates)}
    pair_counts = Counter(
        {(place[a], place[b]): n for (a, b), n in worked.items() if a in place and b in place}
    )
    columns = spread_pairs(given, rows, columns, price=pair_price, worked=pair_counts, seed=seed)
    columns = rematch(given, rows, columns, price=pair_price, worked=pair_counts)
    return Plan(
        pairs=_pairs(given, rows, columns),
        unfilled=_unfilled(given, rows),
        shortages=(*shortages(given, rows, columns), *unreserved(given, rows, columns)),
        cost=cost,
    )


def _filled(given: Instance) -> tuple[Ints, Ints, int]:
    """Rows and columns of every pair taken, ordered by row, and the cost of the flow."""
    return without_clashes(given, flow_of)


def flow_of(given: Instance) -> tuple[Ints, Ints, int]:
    """The pairs that the flow takes, ordered by row, and what they cost."""
    network = build(given)
    if not len(network.rows):
        return network.rows, network.columns, 0
    used, cost = solve(network)
    return *_ordered(network.rows[used], network.columns[used]), cost


def _ordered(rows: Ints, columns: Ints) -> tuple[Ints, Ints]:
    order = np.lexsort((columns, rows))
    return rows[order], columns[order]


def _pairs(given: Instance, rows: Ints, columns: Ints) -> tuple[tuple[str, int, int], ...]:
    """Each item's open slots are given out in order."""
    nth = np.arange(len(rows)) - np.searchsorted(rows, rows)
    demands, people = given.demands, given.candidates
    return tuple(
        (demands[row].item, demands[row].slots[place], people[column].id)
        for row, place, column in zip(rows.tolist(), nth.tolist(), columns.tolist(), strict=True)
    )


def _unfilled(given: Instance, rows: Ints) -> tuple[tuple[str, int], ...]:
    lacking = given.wanted - np.bincount(rows, minlength=len(given.demands))
    return tuple((given.demands[row].item, int(lacking[row])) for row in np.flatnonzero(lacking).tolist())
