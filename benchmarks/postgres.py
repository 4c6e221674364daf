"""Benchmarks that PostgreSQL has to pass: each runs in a process of its own, on a server that is thrown away.

`python -m benchmarks.postgres MODULE` runs every function measure_* of that module and prints the results.
"""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.measure import Measured

HERE = Path(__file__).resolve().parent
SETTINGS = "association.settings.test_postgres"


def on_postgres(module: str) -> Iterator[Measured]:
    """What the module measures there."""
    environment = {name: value for name, value in os.environ.items() if name != "DATA_DIR"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.postgres", module],
        env={**environment, "DJANGO_SETTINGS_MODULE": SETTINGS},
        cwd=HERE.parent,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    yield from (Measured(**one) for one in json.loads(done.stdout.splitlines()[-1]))


def bench_applying() -> Iterator[Measured]:
    yield from on_postgres("review_queue.applying")


def bench_queue_pages() -> Iterator[Measured]:
    yield from on_postgres("review_queue.queue_pages")


def bench_registry_search() -> Iterator[Measured]:
    yield from on_postgres("endorsement_plugin.registry_search")


def main(module: str) -> None:
    sys.path.insert(0, str(HERE.parent / "site"))
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    from tests.database import prepare

    prepare(settings.DATABASES["default"])
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        measures = vars(importlib.import_module(f"benchmarks.{module}")).items()
        found = [one for name, measure in measures if name.startswith("measure_") for one in measure()]
    finally:
        teardown_databases(databases, verbosity=0)
    print(json.dumps([asdict(one) for one in found]))


if __name__ == "__main__":
    main(sys.argv[1])
