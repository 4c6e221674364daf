"""Fill open slots without a person: propose and apply, and again if something changed between the two."""

from collections.abc import Iterable
from itertools import groupby

from django.db import transaction
from django.db.models import OuterRef, Subquery

from ..models import Event, Item, Plan
from .apply_plan import apply_plan
from .offer import lock_in_need
from .propose_plan import propose_plan

TRIES = 3


def fill_slots(items: Iterable[Item]) -> list[Plan]:
    """The plans applied, one for each round and pool. `items` come with their round and pool."""

    def of(item: Item) -> tuple[int, int]:
        return (item.round_id, item.pool_id)

    waiting = sorted(items, key=of)
    applied = [plan for _, group in groupby(waiting, key=of) if (plan := _fill(list(group)))]
    note_unfilled(waiting)
    return applied


def _fill(items: list[Item]) -> Plan | None:
    """None if nobody is eligible, or things change faster than plans are drawn."""
    for _ in range(TRIES):
        plan = propose_plan(scored_in=items[0].round, pool=items[0].pool, items=items, keep_empty=False)
        if plan is None or apply_plan(plan=plan).state == Plan.State.APPLIED:
            return plan
    return None


@transaction.atomic
def note_unfilled(items: Iterable[Item]) -> None:
    """Record that these still wait, once for as long as nothing else happens to them."""
    last = Event.objects.filter(item=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    waiting = lock_in_need(item.pk for item in items)
    kinds = dict(
        Item.objects.filter(pk__in=[item.pk for item in waiting])
        .annotate(last=Subquery(last))
        .values_list("pk", "last")
    )
    Event.objects.bulk_create(
        Event(item=item, kind=Event.Kind.UNFILLED, detail=item.state)
        for item in waiting
        if kinds[item.pk] not in (Event.Kind.UNFILLED, Event.Kind.OFFERED)
    )
