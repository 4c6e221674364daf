"""`python -m benchmarks.one MODULE [PART_OF_A_NAME]`: run a module's bench_* on a site that is thrown away,
and print each figure as a line of JSON."""

import importlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from benchmarks.measure import Measured

HERE = Path(__file__).resolve().parent
Benchmark = Callable[[], Measured | Iterable[Measured]]


def main(module: str, part: str = "") -> None:
    with site():
        for bench in benchmarks(module, part):
            for one in _results(bench):
                print(json.dumps(asdict(one)), flush=True)


def benchmarks(module: str, part: str) -> list[Benchmark]:
    written = vars(importlib.import_module(f"benchmarks.{module}")).items()
    return [value for name, value in written if name.startswith("bench_") and part in name]


@contextmanager
def site() -> Iterator[None]:
    """Django on a migrated database in a folder that is thrown away, as durable as in production."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    with tempfile.TemporaryDirectory(prefix="endorsement-bench-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        sys.path.insert(0, str(HERE.parent / "site"))
        import django

        django.setup()
        from tests.database import copy_sqlite

        copy_sqlite(Path(folder) / "db.sqlite3")
        setup_test_environment()
        yield
        teardown_test_environment()


def _results(bench: Benchmark) -> Iterable[Measured]:
    results = bench()
    return [results] if isinstance(results, Measured) else results


if __name__ == "__main__":
    main(*sys.argv[1:3])
