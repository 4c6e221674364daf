from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.broker import Valkey
from tests.review_queue.work.conftest import ledger_database, server
from tests.review_queue.work.fleet import Fleet
from tests.review_queue.work.ledger_database import LedgerDatabase

__all__ = ["ledger_database", "server"]  # fixtures


class RoundFleet(Fleet):
    """The same processes around a round of the queue."""

    settings = "tests.review_queue.faults.settings"
    driver = "tests.review_queue.faults"

    def settled(self) -> bool:
        """Whether every answer is decided, and no background work is owed."""
        return set(self.order("items")) == {"decided"} and set(self.order("work")) == {"done"}


@pytest.fixture
def fleet(ledger_database: LedgerDatabase, server: Valkey, tmp_path: Path) -> Iterator[RoundFleet]:
    with ledger_database.copy() as database:
        started = RoundFleet(database, server, tmp_path)
        try:
            yield started
        finally:
            started.close()
