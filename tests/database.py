"""The test database: migrated once per set of migrations, copied for each process and each commit.

Migrating takes longer than most of the suite. What it leaves is kept in .pytest_cache: a file of SQLite, and
a dump of PostgreSQL, which a throw-away server reads into a template database once. A new migration alone is
added to what is kept (`tests/templates.py`).
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.sql import SQL, Identifier

from tests import templates


def prepare(database: dict[str, Any]) -> None:
    """Put a migrated database where this process's test database goes, or name the one to copy.

    A project that names no test database, such as the one without Wagtail, has Django make it.
    """
    name = database["TEST"]["NAME"]
    if not name:
        return
    if database["ENGINE"].endswith("sqlite3"):
        pristine = Path(f"{name}.pristine")
        copy_sqlite(pristine)
        shutil.copy(pristine, name)
        database["TEST"]["TEMPLATE"] = pristine
    else:
        database["TEST"]["TEMPLATE"] = _postgres_template()


def restore(connection: BaseDatabaseWrapper) -> None:
    """Make a test database again what `prepare` made it. Nobody may be in the middle of a transaction."""
    database = connection.settings_dict
    connection.close()
    if connection.vendor == "sqlite":
        _copy_over(database["TEST"]["TEMPLATE"], database["NAME"])
    else:
        _postgres_copy(database["NAME"], database["TEST"]["TEMPLATE"])


def copy_sqlite(target: Path) -> None:
    """Put a migrated SQLite file there; it is made if the migrations have changed since the last one.

    The copy is made before anybody else may put another one, or none, in the file's place.
    """
    with _lock("sqlite3"):
        template = templates.CACHE / f"database-{templates.fingerprint()}.sqlite3"
        if not template.exists():
            _make_sqlite(template)
        templates.keep(template)
        shutil.copy(template, target)


def _make_sqlite(template: Path) -> None:
    """From the nearest one, or from nothing; whole or not at all."""
    with tempfile.TemporaryDirectory(dir=templates.CACHE) as folder:
        if before := templates.nearest(".sqlite3"):
            shutil.copy(before, Path(folder) / "db.sqlite3")
        _migrate({"DATA_DIR": folder}, "association.settings.test")
        (Path(folder) / "db.sqlite3").rename(template)


def _copy_over(source: Path, target: Path) -> None:
    """Page by page through SQLite itself, so that other connections to the target see it change."""
    with (
        closing(sqlite3.connect(f"file:{source}?immutable=1", uri=True)) as given,
        closing(sqlite3.connect(target, timeout=60)) as taking,
    ):
        taking.execute("PRAGMA synchronous=OFF")
        given.backup(taking)


def _postgres_template() -> str:
    """The name of a migrated database on the server; the first process makes it, whole or not at all."""
    name = f"template_{templates.fingerprint()}"
    names = {"name": Identifier(name), "part": Identifier(f"{name}_part")}
    with _lock("dump"), _postgres() as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(SQL("DROP DATABASE IF EXISTS {part}").format(**names))
            server.execute(SQL("CREATE DATABASE {part}").format(**names))
            _fill(f"{name}_part")
            server.execute(SQL("ALTER DATABASE {part} RENAME TO {name}").format(**names))
    return name


def _fill(name: str) -> None:
    """From the dump, or with the migrations, of which a dump is then kept.

    Only a throw-away server has use for a dump, and brings the programs that fit it.
    """
    there = urlsplit(os.environ["TEST_POSTGRES_URL"])._replace(path=f"/{name}").geturl()
    if "TEST_POSTGRES_PROGRAMS" not in os.environ:
        return _migrate({"TEST_POSTGRES_URL": there}, "association.settings.test_postgres")
    programs = Path(os.environ["TEST_POSTGRES_PROGRAMS"])
    dump = templates.CACHE / f"database-{templates.fingerprint()}.dump"
    if before := dump if dump.exists() else templates.nearest(".dump"):
        _run([str(programs / "pg_restore"), "--exit-on-error", "--dbname", there, str(before)])
    if before != dump:
        _migrate({"TEST_POSTGRES_URL": there}, "association.settings.test_postgres")
        part = dump.with_suffix(".part")
        _run([str(programs / "pg_dump"), "--format", "custom", "--file", str(part), "--dbname", there])
        part.rename(dump)
    return templates.keep(dump)


def _postgres_copy(name: str, template: str) -> None:
    names = {"name": Identifier(name), "template": Identifier(template)}
    with _postgres() as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)").format(**names))
        server.execute(SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names))


def _postgres() -> psycopg.Connection[Any]:
    """The server, outside of every test database."""
    return psycopg.connect(os.environ["TEST_POSTGRES_URL"], autocommit=True)


def _migrate(environment: dict[str, str], settings_module: str) -> None:
    command = [sys.executable, str(templates.ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    _run([*command, "--settings", settings_module], environment)


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    given = {**os.environ, **(environment or {})}
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def _lock(kept: str) -> Iterator[None]:
    """One at a time makes, copies or removes templates of one engine."""
    templates.CACHE.mkdir(exist_ok=True)
    with (templates.CACHE / f"database.{kept}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    prepare(settings.DATABASES["default"])
