"""Forget background work that is done and letters that were sent, once nobody looks at them any more."""

from datetime import timedelta
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.functions import Now

from .mail import AbstractMail
from .models import FailingRow, Work
from .registry import all_duties

BATCH = 500
A_PASS = 20_000
"""Rows, so that the clock does not stand still over a table that has grown for years."""

M = TypeVar("M", bound=Model)


def forget_done_work(kept: timedelta) -> int:
    """Remove work that was done longer ago; how much. Work that waits or was given up stays.

    From then on the same kind and key may be asked for again, and is done again.
    """
    FailingRow.objects.exclude(duty__in=[duty.name for duty in all_duties()]).delete()
    return remove(done_before(kept))


def done_before(kept: timedelta) -> QuerySet[Work]:
    """Work that was done longer ago."""
    return Work.objects.filter(state=Work.State.DONE, done_at__lt=Now() - kept).order_by("done_at")


def sent_before(letters: type[AbstractMail], kept: timedelta) -> QuerySet[Any]:
    """Letters of this table that went out longer ago. One that never went out stays until it does."""
    return letters._default_manager.filter(sent_at__lt=Now() - kept).order_by("sent_at")


def remove(rows: QuerySet[M]) -> int:
    """Delete them in batches, each a transaction; how many. What is left at the end of a pass has a next."""
    removed = 0
    while removed < A_PASS:
        batch = list(rows.values_list("pk", flat=True)[:BATCH])
        if not batch:
            break
        rows.model._default_manager.filter(pk__in=batch).delete()
        removed += len(batch)
    return removed
