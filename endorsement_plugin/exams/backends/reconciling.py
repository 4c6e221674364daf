"""Hear what came of exams where no signal told of it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from endorsement_plugin.background import for_each_row
from endorsement_plugin.models import Appeal, Sitting

from .base import Outcome, Standing, backend

Sent = TypeVar("Sent", Sitting, Appeal)


class Recording(Protocol):
    """The action that records an outcome."""

    def __call__(self, *, ref: UUID, outcome: Outcome, feedback: str) -> object: ...


def hear_late(
    rows: Sequence[Sent],
    *,
    record: Recording,
    note_returned: Callable[[Sent, Standing], object],
    note_stuck: Callable[[Sent, date | None], object],
) -> None:
    """Ask the backend for all of these at once, and do each by itself: `record` its outcome, or note why it
    came back unscored, or since when it has stopped."""
    by_ref = {row.review_ref: row for row in rows if row.review_ref}
    standings = backend().standings(refs=list(by_ref))

    def hear(row: Sent) -> None:
        assert row.review_ref is not None
        standing = standings[row.review_ref]
        if standing.outcome is not None:
            record(ref=row.review_ref, outcome=standing.outcome, feedback=standing.feedback)
        elif standing.returned_because:
            note_returned(row, standing)
        else:
            note_stuck(row, standing.stopped_since)

    for_each_row((row for ref, row in by_ref.items() if ref in standings), hear)
