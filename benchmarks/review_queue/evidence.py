"""Everything that was sealed compared with its rows, an evidence pack made, and the pack verified without the
database: of events of all kinds, with what they say stood in the rows. Each in a process of its own, whose
memory is its own; at a quarter, so that one sees how both grow. LARGE=1 adds a million events."""

import datetime
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import NamedTuple

from django.db import connections

from benchmarks.measure import Measured
from benchmarks.review_queue.sealed_rounds import write_round
from review_queue.audit.queries.faults import faults
from review_queue.models import Event, PoolRole, Round
from review_queue.permissions import User
from review_queue.staff.reports.pack_download import pack_file
from tests.factories import reviews

ANSWERS = int(os.environ.get("BENCH_ANSWERS", "10000"))
EVENTS = 1_000_000
REVIEWERS = 20
TODAY = datetime.date(2026, 3, 2)


class Spent(NamedTuple):
    """Seconds of the processor, and the most memory that there was."""

    seconds: float
    megabytes: float


def bench_evidence() -> Iterator[Measured]:
    pool = reviews.make_pool()
    people = [reviews.make_reviewer(pool) for _ in range(REVIEWERS)]
    chief = reviews.make_staff(PoolRole.Role.CHIEF, pool)

    def write(number: int) -> None:
        scored_in = reviews.make_round()
        _apart(lambda: write_round(scored_in, number, people, pool))

    with tempfile.TemporaryDirectory() as folder:
        write(ANSWERS // 4)
        quarter = yield from _measured(chief, Path(folder) / "quarter", None)
        write(ANSWERS)
        whole = yield from _measured(chief, Path(folder) / "whole", quarter)
        if os.environ.get("LARGE"):
            while Event.objects.count() < EVENTS:
                write(10_000)
            yield from _measured(chief, Path(folder) / "large", whole, pack_of=ANSWERS)


def _measured(
    chief: User, folder: Path, before: list[Spent] | None, pack_of: int = 0
) -> Generator[Measured, None, list[Spent]]:
    """Of the newest round, or of the first that has so many answers."""
    events = Event.objects.count()
    rounds = Round.objects.order_by("-pk")
    of = next(one for one in rounds if not pack_of or one.items.count() == pack_of)
    answers = of.items.count()
    check = _apart(_check)
    yield from _both(f"compare {events:,} events with the rows", check, 400)
    made = _apart(lambda: _pack(chief, of, folder))
    yield from _both(f"evidence pack of {answers:,} answers among {events:,} events", made, 600)
    verified = _verify(folder)
    yield from _both(f"verify.py on it, over {events:,} events", verified, 600)
    if before:
        for name, now, then in zip(
            ("check", "pack", "verify.py"), (check, made, verified), before, strict=True
        ):
            grown = round(now.megabytes / then.megabytes, 2)
            yield Measured(f"memory of {name}, to that before", grown, "times", 4)
    return [check, made, verified]


def _both(name: str, spent: Spent, most: float) -> Iterator[Measured]:
    yield Measured(f"{name}, processor", round(spent.seconds, 1), "s")
    yield Measured(f"memory: {name}", round(spent.megabytes), "MB", most)


def _check() -> None:
    assert next(faults(), None) is None


def _pack(chief: User, scored_in: Round, folder: Path) -> None:
    with pack_file(chief, scored_in, TODAY) as file, zipfile.ZipFile(file) as packed:
        packed.extractall(folder)


def _verify(folder: Path) -> Spent:
    """By a Python of its own that has nothing else. Linux says what memory it had, without what it was
    started from."""
    code = (
        "import runpy, sys; sys.argv = sys.argv[1:]\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "finally: print(*(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    before = os.times()
    command = [sys.executable, "-I", "-S", "-c", code, str(folder / "verify.py"), "--no-intervals"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.stdout.startswith("Everything holds."), done.stdout + done.stderr
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(seconds, int(done.stdout.split()[-1]) / 1024)


def _apart(call: Callable[[], object]) -> Spent:
    """In a child of this process, which stays small."""
    connections.close_all()
    child = os.fork()
    if not child:
        code = 1
        try:
            call()
            code = 0
        finally:
            connections.close_all()
            if code:
                sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
            os._exit(code)
    _, status, usage = os.wait4(child, 0)
    assert status == 0, status
    return Spent(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
