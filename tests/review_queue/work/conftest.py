from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from review_queue.work import broker, registry
from review_queue.work.claims import Claim
from tests.broker import Valkey, valkey
from tests.review_queue.work.fleet import Fleet
from tests.review_queue.work.ledger_database import LedgerDatabase, postgres_ledger, sqlite_ledger

Register = Callable[..., list[str]]


@pytest.fixture
def server() -> Iterator[Valkey]:
    with valkey() as running:
        yield running


@pytest.fixture(scope="session")
def ledger_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerDatabase]:
    """Migrated once; each fleet gets a copy."""
    folder = tmp_path_factory.mktemp("ledger")
    on_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    with postgres_ledger() if on_postgres else sqlite_ledger(folder) as database:
        yield database


@pytest.fixture
def fleet(ledger_database: LedgerDatabase, server: Valkey, tmp_path: Path) -> Iterator[Fleet]:
    with ledger_database.copy() as database:
        started = Fleet(database, server, tmp_path)
        try:
            yield started
        finally:
            started.close()


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    """Register jobs for one test only; each leaves its keys in the list that is returned."""
    monkeypatch.setattr(registry, "_jobs", {})
    monkeypatch.setattr(registry, "_duties", {})

    def add(kind: str, run: Callable[[Claim], None] | None = None, **limits: Any) -> list[str]:
        seen: list[str] = []

        def plain(claim: Claim) -> None:
            with claim.finish():
                seen.append(claim.key)

        registry.job(kind, **limits)(run or plain)
        return seen

    return add


@pytest.fixture
def wakes(monkeypatch: pytest.MonkeyPatch) -> list[broker.Wake]:
    """What would be sent to the broker, for tests in which its part is played by nobody."""
    sent: list[broker.Wake] = []
    monkeypatch.setattr(broker, "_send", sent.extend)
    monkeypatch.setattr(broker, "_pause", broker.Pause())
    return sent
