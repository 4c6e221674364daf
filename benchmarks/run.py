"""`python -m benchmarks.run [PART_OF_A_NAME]`: measure, write benchmarks/results.json, print a table.

Ends with status 1 if a target is missed.
"""

import importlib
import json
import os
import pkgutil
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .measure import Measured

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
Benchmark = Callable[[], Measured | Iterable[Measured]]


def main(part: str = "") -> int:
    with site():
        found = [measured for bench in benchmarks(part) for measured in _results(bench)]
    if not part:
        RESULTS.write_text(json.dumps([row(one) for one in found], indent=2) + "\n")
    print(table(found))
    return 0 if all(one.met for one in found) else 1


def benchmarks(part: str) -> Iterator[Benchmark]:
    """Every function bench_*, module by module, whose name contains `part`."""
    for info in sorted(pkgutil.iter_modules([str(HERE)]), key=lambda info: info.name):
        if info.name in {"run", "settings", "measure"}:
            continue
        module = importlib.import_module(f"benchmarks.{info.name}")
        yield from (
            value for name, value in vars(module).items() if name.startswith("bench_") and part in name
        )


def row(one: Measured) -> dict[str, object]:
    return {"name": one.name, "value": one.value, "unit": one.unit, "target": one.target, "met": one.met}


def table(found: list[Measured]) -> str:
    width = max((len(one.name) for one in found), default=0)
    return "\n".join(
        f"{one.name:<{width}}  {one.value:>12g} {one.unit:<8}  {_verdict(one)}".rstrip() for one in found
    )


@contextmanager
def site() -> Iterator[None]:
    """Django on a migrated database in a folder that is thrown away, as durable as in production."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    with tempfile.TemporaryDirectory(prefix="endorsement-bench-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        sys.path.insert(0, str(HERE.parent / "site"))
        import django

        django.setup()
        from tests.database import sqlite_template

        shutil.copy(sqlite_template(), Path(folder) / "db.sqlite3")
        setup_test_environment()
        yield
        teardown_test_environment()


def _results(bench: Benchmark) -> list[Measured]:
    results = bench()
    return [results] if isinstance(results, Measured) else list(results)


def _verdict(one: Measured) -> str:
    if one.target is None:
        return ""
    sign = "≤" if one.better == "less" else "≥"
    return f"{sign} {one.target:g}{'' if one.met else '  MISSED'}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
