"""What an operator wants to know, read from the database alone, so that the page works without a broker."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Q, QuerySet
from django.db.models.functions import Now

from .models import Beat, Work

RECONCILE = "reconcile"
CLOCK_LATE_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Status:
    """`oldest`: how long the longest-waiting piece is due. `broker_reachable`: as the last pass found it."""

    waiting: int
    later: int
    running: int
    dead: int
    oldest: timedelta | None
    last_reconcile: datetime | None
    clock_late: bool
    broker_reachable: bool | None


def status() -> Status:
    """Two queries, whatever the number of rows. All ages are by the database's clock."""
    clock = Beat.objects.filter(pk=RECONCILE).annotate(age=_since("at")).first()
    return Status(
        **_counts(),
        last_reconcile=clock.at if clock else None,
        clock_late=clock is None or clock.age > CLOCK_LATE_AFTER,
        broker_reachable=clock.ok if clock else None,
    )


def given_up() -> QuerySet[Work]:
    """Dead work, the oldest first, for a person to look at."""
    return Work.objects.filter(state=Work.State.DEAD).order_by("created_at")


def duties() -> QuerySet[Beat]:
    """When each duty last began, and whether it ended well."""
    return Beat.objects.exclude(pk=RECONCILE).order_by("name")


def _counts() -> dict[str, Any]:
    pending, due = Q(state=Work.State.PENDING), Q(due_at__lte=Now())
    return Work.objects.exclude(state=Work.State.DONE).aggregate(
        waiting=Count("pk", filter=pending & due),
        later=Count("pk", filter=pending & ~due),
        running=Count("pk", filter=Q(state=Work.State.RUNNING)),
        dead=Count("pk", filter=Q(state=Work.State.DEAD)),
        oldest=Max(_since("due_at"), filter=pending & due),
    )


def _since(field: str) -> ExpressionWrapper:
    return ExpressionWrapper(Now() - F(field), output_field=DurationField())
