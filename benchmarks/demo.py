"""How long the demo takes to start a second time, and to be gone."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Measured, median
from tests.database import copy_sqlite
from tests.running_demo import Demo

ROUNDS = 3


def bench_demo() -> list[Measured]:
    starts: list[float] = []
    stops: list[float] = []
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:
        copy_sqlite(Path(folder) / "db.sqlite3")
        demo = Demo(Path(folder))
        demo.start()
        demo.stop()
        for _ in range(ROUNDS):
            starts.append(_seconds(demo.start))
            stops.append(_seconds(demo.stop))
    return [
        Measured("demo, second start, median", median(starts), "s", 8),
        Measured("demo, gone after Ctrl-C, median", median(stops), "s", 3),
    ]


def _seconds(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began
