"""The test database: migrated once per set of migrations, then copied for each worker process.

Migrating takes longer than most of the suite. The copy on SQLite is a file kept in .pytest_cache; on
PostgreSQL it is a template database of the throw-away server.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".pytest_cache"


def prepare(database: dict[str, Any]) -> None:
    """Put a migrated database where this process's test database goes, or name the one to copy.

    A project that names no test database, such as the one without Wagtail, has Django make it.
    """
    if not database["TEST"]["NAME"]:
        return
    if database["ENGINE"].endswith("sqlite3"):
        shutil.copy(sqlite_template(), database["TEST"]["NAME"])
    else:
        database["TEST"]["TEMPLATE"] = _postgres_template()


def sqlite_template() -> Path:
    """A migrated SQLite file; made if the migrations have changed since the last one."""
    CACHE.mkdir(exist_ok=True)
    wanted = CACHE / f"database-{fingerprint()}.sqlite3"
    with _lock():
        if not wanted.exists():
            for old in CACHE.glob("database-*.sqlite3"):
                old.unlink()
            with tempfile.TemporaryDirectory() as folder:
                _migrate({"DATA_DIR": folder}, "association.settings.test")
                shutil.move(Path(folder) / "db.sqlite3", wanted)
    return wanted


def _postgres_template() -> str:
    """The name of a migrated database on the server; made by the first process that needs it."""
    import psycopg
    from psycopg import sql

    url = os.environ["TEST_POSTGRES_URL"]
    name = f"template_{fingerprint()}"
    with _lock(), psycopg.connect(url, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            there = urlsplit(url)._replace(path=f"/{name}").geturl()
            _migrate({"TEST_POSTGRES_URL": there}, "association.settings.test_postgres")
    return name


def fingerprint() -> str:
    """Of every migration of ours, and of the pinned versions of everybody else's."""
    digest = hashlib.sha256((ROOT / "requirements" / "test.txt").read_bytes())
    for folder in ("endorsement_plugin", "review_queue", "site"):
        for file in sorted((ROOT / folder).rglob("migrations/*.py")):
            digest.update(file.read_bytes())
    digest.update(" ".join(settings.INSTALLED_APPS).encode())
    return digest.hexdigest()[:16]


def _migrate(environment: dict[str, str], settings_module: str) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    done = subprocess.run(
        [*command, "--settings", settings_module],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def _lock() -> Iterator[None]:
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "database.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
