"""SQLite for one machine, PostgreSQL for many: chosen by DATABASE_URL, the same code on both."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# SQLite holds one machine's load when every transaction takes the write lock at its start: with
# deferred transactions most writes fail under contention, with these none do.
PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous={synchronous};PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY;"
    "PRAGMA journal_size_limit=67108864;"
)

# PostgreSQL compiles a query that it takes for costly: three of four seconds of the worklist at 100,000 rows,
# whose many small subqueries look dear and are cheap. What the URL asks for comes after it, and wins.
WITHOUT_JIT = "-c jit=off"


def sqlite(file: Path, *, durable: bool = True) -> dict[str, Any]:
    """A file on a local disk; network file systems lose locks. Not durable only where it is thrown away."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": PRAGMAS.format(synchronous="FULL" if durable else "OFF"),
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """postgresql://user:password@host:port/name?sslmode=require; the query becomes libpq options."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    options = dict(parse_qsl(parts.query))
    options["options"] = f"{WITHOUT_JIT} {options.get('options', '')}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or options.pop("host", "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def choose(url: str, file: Path) -> dict[str, Any]:
    """PostgreSQL if a URL is given, else SQLite in the file."""
    return postgresql(url) if url else sqlite(file)
