"""The ledger's database, migrated once and copied for every fleet, on either engine."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.conf import settings

from tests.review_queue.work.fleet import ROOT, SETTINGS

TIMEOUT_S = 4
PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"


class LedgerDatabase(Protocol):
    def copy(self) -> AbstractContextManager[dict[str, Any]]:
        """A fresh database with every table, as an entry of DATABASES."""

    def trouble(self, entry: dict[str, Any]) -> AbstractContextManager[None]:
        """While it lasts, whoever writes to this database gets an error."""


class _Sqlite:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def copy(self) -> Iterator[dict[str, Any]]:
        path = self.folder / f"{uuid.uuid4().hex}.sqlite3"
        shutil.copy(self.folder / "template.sqlite3", path)
        yield _sqlite_entry(path)

    @contextmanager
    def trouble(self, entry: dict[str, Any]) -> Iterator[None]:
        with closing(sqlite3.connect(entry["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield


class _Postgres:
    @contextmanager
    def copy(self) -> Iterator[dict[str, Any]]:
        with _created("TEMPLATE ledger_template_" + _worker()) as entry:
            yield entry

    @contextmanager
    def trouble(self, entry: dict[str, Any]) -> Iterator[None]:
        name = entry["NAME"]
        _execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        _execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608 - our own name
        yield
        _execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@contextmanager
def sqlite_ledger(folder: Path) -> Iterator[LedgerDatabase]:
    _migrate(_sqlite_entry(folder / "template.sqlite3"))
    yield _Sqlite(folder)


@contextmanager
def postgres_ledger() -> Iterator[LedgerDatabase]:
    with _created("", name="ledger_template_" + _worker()) as entry:
        _migrate(entry)
        yield _Postgres()


def _sqlite_entry(path: Path) -> dict[str, Any]:
    options = {"transaction_mode": "IMMEDIATE", "timeout": TIMEOUT_S, "init_command": PRAGMAS}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}


@contextmanager
def _created(how: str, name: str = "") -> Iterator[dict[str, Any]]:
    name = name or f"ledger_{uuid.uuid4().hex}"
    _execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _execute(f"CREATE DATABASE {name} {how}")
    wanted = ("ENGINE", "USER", "PASSWORD", "HOST", "PORT")
    entry = {key: settings.DATABASES["default"].get(key, "") for key in wanted}
    try:
        yield {**entry, "NAME": name}
    finally:
        _execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _execute(statement: str) -> None:
    """On a connection of its own: databases are not made inside a test's transaction."""
    given = settings.DATABASES["default"]
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    parameters = {ours: given[theirs] for ours, theirs in names.items() if given.get(theirs)}
    with psycopg.connect(dbname="postgres", autocommit=True, **parameters) as connection:
        connection.execute(statement)


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def _migrate(entry: dict[str, Any]) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "LEDGER_DATABASE": json.dumps(entry),
        "LEDGER_BROKER": "unix:///nowhere?db=0",
    }
    command = [sys.executable, "-m", "django", "migrate", "--run-syncdb", "--verbosity", "0"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)
