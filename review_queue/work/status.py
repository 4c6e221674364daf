"""What an operator wants to know of background work, read from the database, so that it is known without a
broker. All ages are by the database's clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now

from .models import Beat, FailingRow, Work
from .registry import Duty, all_duties
from .registry import kinds as registered
from .rows import WHOLE

RECONCILE = "reconcile"
CLOCK_LATE_AFTER = timedelta(seconds=60)
UNFINISHED = (Work.State.PENDING, Work.State.RUNNING, Work.State.DEAD)


@dataclass(frozen=True, slots=True)
class Depth:
    """One kind of work. `later` is not due yet; `oldest`: how long the longest-waiting piece has been due."""

    kind: str
    waiting: int = 0
    later: int = 0
    running: int = 0
    dead: int = 0
    oldest: timedelta | None = None

    @property
    def unfinished(self) -> int:
        return self.waiting + self.later + self.running + self.dead


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock's last pass. `broker` is whether the broker answered it; None before the first."""

    at: datetime | None
    age: timedelta | None
    broker: bool | None

    @property
    def late(self) -> bool:
        return self.age is None or self.age > CLOCK_LATE_AFTER


@dataclass(frozen=True, slots=True)
class Run:
    """A duty's last run: whether it ended well, how many of its rows failed, and how many things it found, if
    it says so."""

    name: str
    every: timedelta
    at: datetime | None = None
    age: timedelta | None = None
    ok: bool = True
    found: int | None = None
    failing: int = 0

    @property
    def late(self) -> bool:
        return self.age is None or self.age > self.every + CLOCK_LATE_AFTER


def depths() -> list[Depth]:
    """Every registered kind, and any other that has unfinished work, by name. One query."""
    rows = Work.objects.filter(state__in=UNFINISHED).values("kind").annotate(**_counts()).order_by("kind")
    by_kind = {row["kind"]: Depth(**row) for row in rows}
    return [by_kind.get(kind, Depth(kind)) for kind in sorted(registered() | by_kind.keys())]


def clock_and_duties() -> tuple[Clock, list[Run]]:
    """The clock's own pass, and every registered duty in its order. One query."""
    rows = FailingRow.objects.filter(duty=OuterRef("name")).exclude(row=WHOLE).order_by().values("duty")
    failing = Coalesce(Subquery(rows.annotate(rows=Count("pk")).values("rows")), 0)
    beats = {beat.name: beat for beat in Beat.objects.annotate(age=since("at"), failing=failing)}
    own = beats.get(RECONCILE)
    clock = Clock(own.at, own.age, own.ok) if own else Clock(None, None, None)
    return clock, [_run(duty, beats.get(duty.name)) for duty in all_duties()]


def given_up() -> QuerySet[Work]:
    """Dead work, the oldest first, for a person to look at."""
    return Work.objects.filter(state=Work.State.DEAD).order_by("created_at")


def failing_rows() -> QuerySet[FailingRow]:
    """Rows that failed in the last run of their duty, and duties that failed as a whole, the oldest first."""
    return FailingRow.objects.filter(duty__in=[duty.name for duty in all_duties()]).order_by("since", "pk")


def since(field: str) -> ExpressionWrapper:
    """How long ago, as an annotation."""
    return ExpressionWrapper(Now() - F(field), output_field=DurationField())


def _run(duty: Duty, beat: Any) -> Run:
    if beat is None:
        return Run(duty.name, duty.every)
    return Run(duty.name, duty.every, beat.at, beat.age, beat.ok, beat.found, beat.failing)


def _counts() -> dict[str, Any]:
    pending, due = Q(state=Work.State.PENDING), Q(due_at__lte=Now())
    return {
        "waiting": Count("pk", filter=pending & due),
        "later": Count("pk", filter=pending & ~due),
        "running": Count("pk", filter=Q(state=Work.State.RUNNING)),
        "dead": Count("pk", filter=Q(state=Work.State.DEAD)),
        "oldest": Max(since("due_at"), filter=pending & due),
    }
