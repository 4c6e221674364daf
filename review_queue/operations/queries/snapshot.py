"""What an operator sees: how much waits, for how long, and whether the processes are there. Counts, kinds and
codes of work; no answer, mark or name."""

import datetime
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import (
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce, Now

from review_queue.audit.queries.seal_chain import newest_seal
from review_queue.models import PAIR, Assignment, Event, Item, Seal
from review_queue.rules.transitions import ACTIVE, HOLDS_SLOT, IN_NEED, AssignmentState, ItemState
from review_queue.work.broker import Seen, look
from review_queue.work.mail import Unsent, unsent
from review_queue.work.status import Clock, Depth, Run, clock_and_duties, depths, since

LOOKED_BACK = timedelta(days=30)
ENDED_WITHIN = timedelta(minutes=15)
OPENS_SLOTS = (Event.Kind.CLEARED, Event.Kind.DISPUTED)


@dataclass(frozen=True, slots=True)
class Trail:
    """The seals: the newest, and the events after it with the age of the oldest of them."""

    newest: Seal | None
    unsealed: int
    oldest: timedelta | None


@dataclass(frozen=True, slots=True)
class Places:
    """Places that no reviewer holds. `oldest`: since its answer was cleared, or its reviews disagreed."""

    open: int
    oldest: timedelta | None


@dataclass(frozen=True, slots=True)
class Late:
    """Offers that the clock should have ended by now, and reviews after their due date."""

    offers: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Operations:
    """One look at everything. `broker` is None if it does not answer."""

    depths: list[Depth]
    clock: Clock
    duties: list[Run]
    broker: Seen | None
    unsent: list[Unsent]
    trail: Trail
    items: dict[ItemState, int]
    places: Places
    late: Late
    alone: int
    """Answers whose offers left alone, or that ended alone, in `LOOKED_BACK`."""

    @property
    def busy(self) -> list[Depth]:
        return [one for one in self.depths if one.unfinished]

    @property
    def idle(self) -> list[Depth]:
        return [one for one in self.depths if not one.unfinished]

    @property
    def waiting(self) -> int:
        return sum(one.waiting for one in self.depths)

    @property
    def dead(self) -> int:
        return sum(one.dead for one in self.depths)

    @property
    def failing(self) -> int:
        """Rows that duties could not do, and duties that failed as a whole."""
        return sum(one.failing + (not one.ok) for one in self.duties)

    @property
    def has_items(self) -> bool:
        return any(self.items.values())

    @property
    def oldest(self) -> timedelta | None:
        return max((one.oldest for one in self.depths if one.oldest is not None), default=None)


def operations(today: datetime.date) -> Operations:
    """Seven queries and one for each table of letters, whatever the number of rows; about a second at most
    for a broker that does not answer."""
    clock, duties = clock_and_duties()
    items, places = _items()
    return Operations(
        depths=depths(),
        clock=clock,
        duties=duties,
        broker=look(),
        unsent=unsent(),
        trail=_trail(),
        items=items,
        places=places,
        late=_late(today),
        alone=_alone(),
    )


def _trail() -> Trail:
    newest = newest_seal()
    later = Event.objects.filter(pk__gt=newest.last_event if newest else 0)
    return Trail(newest, **later.aggregate(unsealed=Count("pk"), oldest=Max(since("at"))))


def _items() -> tuple[dict[ItemState, int], Places]:
    """Every state with its number of items, and the places still open in those that wait. One query; the
    database looks at assignments and events of waiting items only."""
    waits = When(state__in=IN_NEED, then=ExpressionWrapper(Now() - _opened(), output_field=DurationField()))
    held = When(state=ItemState.CLEARED, then=Subquery(_held()))
    rows = (
        Item.objects.order_by()
        .annotate(has=Case(held, default=0), waits=Case(waits))
        .values("state")
        .annotate(items=Count("pk"), held=Sum("has", default=0), oldest=Max("waits"))
    )
    by_state = {row["state"]: row for row in rows}
    items = {state: by_state[state]["items"] if state in by_state else 0 for state in ItemState}
    wanted = len(PAIR) * items[ItemState.CLEARED] + items[ItemState.DISPUTED]
    ages = [row["oldest"] for row in by_state.values() if row["oldest"] is not None]
    places = Places(wanted - sum(row["held"] for row in by_state.values()), max(ages, default=None))
    return items, places


def _opened() -> Coalesce:
    """When the item came to need a reviewer: cleared, or disputed."""
    events = Event.objects.filter(item=OuterRef("pk"), kind__in=OPENS_SLOTS).order_by("-pk")
    return Coalesce(Subquery(events.values("at")[:1]), F("received_at"))


def _held() -> QuerySet:
    """How many places of the pair are taken."""
    mine = Assignment.objects.filter(
        item=OuterRef("pk"), slot__in=PAIR, state__in=[state.value for state in HOLDS_SLOT]
    )
    return mine.order_by().values("item").annotate(taken=Count("pk")).values("taken")


def _alone() -> int:
    kinds = [Event.Kind.LEFT_ALONE, Event.Kind.ENDED_ALONE]
    since_then = Event.objects.filter(kind__in=kinds, at__gte=Now() - LOOKED_BACK)
    return since_then.order_by().values("item").distinct().count()


def _late(today: datetime.date) -> Late:
    over = Q(state=AssignmentState.OFFERED, answer_by__lte=Now() - ENDED_WITHIN)
    overdue = Q(state=AssignmentState.ACCEPTED, due__lt=today)
    counts = Assignment.objects.filter(state__in=ACTIVE).aggregate(
        offers=Count("pk", filter=over), reviews=Count("pk", filter=overdue)
    )
    return Late(**counts)
