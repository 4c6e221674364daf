"""What assigning needs to know, read in a fixed number of queries however many items there are."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from review_queue.anonymization.known.organizations import organization_key
from review_queue.items.queries.rescoring import chiefs_by_pool, who_knows
from review_queue.matching.eligibility import Demand, Standing
from review_queue.models import (
    ADJUDICATOR_SLOT,
    PAIR,
    AnchorSet,
    Assignment,
    BarredAgency,
    BarredUser,
    Event,
    Item,
    Pool,
    PoolMembership,
    Requirement,
    Reviewer,
    Round,
)
from review_queue.rules.transitions import HOLDS_SLOT, IN_NEED, ItemState

from .candidates import grouped
from .deadlines import left_at

OPENS = (
    Event.Kind.CLEARED,
    Event.Kind.DISPUTED,
    Event.Kind.DECLINED,
    Event.Kind.RECUSED,
    Event.Kind.EXPIRED,
    Event.Kind.REVOKED,
    Event.Kind.JOINED,
    Event.Kind.FEW_ALIKE,
)
"""What leaves a slot open, or opens one."""


def items_in_need() -> QuerySet[Item]:
    """Items that wait for a reviewer: cleared ones for the pair, disputed ones for a third. Not those that
    wait for others of their description: every way to a reviewer begins here."""
    waiting = Item.objects.filter(state__in=IN_NEED, waits_until=None)
    return waiting.select_related("round", "pool").order_by("received_at")


def items_to_fill(today: datetime.date) -> QuerySet[Item]:
    """Those whose round has them assigned by now without anybody's asking; a third is always looked for."""
    arrival = Q(round__assigning=Round.Assigning.ARRIVAL)
    return items_in_need().filter(arrival | _window_closed(today) | Q(state=ItemState.DISPUTED))


def items_to_take(reviewer: Reviewer, today: datetime.date) -> QuerySet[Item]:
    """Those that this reviewer might ask for; what else stands against it is looked at under the lock.

    A slot that has opened since offers last left is not among them: who asks again and again would else
    know when a review was handed in.
    """
    asked = Assignment.objects.filter(reviewer=reviewer).values("item")
    barred = BarredUser.objects.filter(user=reviewer.user_id).values("item")
    pools = PoolMembership.objects.filter(reviewer=reviewer).values("pool")
    open_rounds = ~Q(round__assigning=Round.Assigning.CLOSE) | _window_closed(today)
    just_opened = Event.objects.filter(item=OuterRef("pk"), kind__in=OPENS, at__gt=left_at())
    items = items_in_need().filter(~Exists(just_opened), open_rounds, pool__in=pools)
    return items.exclude(pk__in=asked).exclude(pk__in=barred)


def slots_coming(pool: Pool, here: Iterable[Demand]) -> dict[str, int]:
    """Slots of the pool's items that are not assigned yet, by the tags they require, without those `here`."""
    waiting = Requirement.objects.filter(
        item__pool=pool, item__state__in=[ItemState.RECEIVED, ItemState.CLEARED]
    )
    rows = waiting.values_list("tag").annotate(items=Count("pk")).order_by()
    counts = Counter(tag for demand in here for tag in demand.requires if not demand.adjudication)
    return {tag: len(PAIR) * (number - counts[tag]) for tag, number in rows if number > counts[tag]}


def _window_closed(today: datetime.date) -> Q:
    return Q(round__assigning=Round.Assigning.CLOSE, round__closes_on__lt=today)


def without_open_slot(state: ItemState) -> QuerySet[Item]:
    """Items all of whose slots that can be filled in this state are held."""
    held = Assignment.objects.filter(item=OuterRef("pk"), state__in=[one.value for one in HOLDS_SLOT])
    return Item.objects.filter(*(Exists(held.filter(slot=slot)) for slot in _slots_in(state)))


def demands(items: Iterable[Item], *, among: QuerySet[Any, Any] | None = None) -> list[Demand]:
    """What is open for each of the items, in their order; items without an open slot are left out.

    `among` is a query for their ids: a database is quicker with it than with a list of thousands.
    """
    listed = list(items)
    ids = [item.pk for item in listed] if among is None else among
    requires = grouped(Requirement.objects.filter(item__in=ids).values_list("item_id", "tag"))
    barred = grouped(BarredUser.objects.filter(item__in=ids).values_list("item_id", "user_id"))
    staff = _staff(listed, ids)
    knowing = who_knows(listed)
    digests = grouped(BarredAgency.objects.filter(item__in=ids).values_list("item_id", "digest"))
    asked: defaultdict[UUID, list[Assignment]] = defaultdict(list)
    for one in Assignment.objects.filter(item__in=ids).select_related("reviewer"):
        asked[one.item_id].append(one)
    sets = calibration_sets({item.round.rubric_id for item in listed})
    all_demands = (
        _demand(
            item,
            requires=requires[item.pk],
            barred=barred[item.pk] | staff[item.pk] | knowing[item.pk],
            digests=digests[item.pk],
            asked=asked[item.pk],
            sets=sets,
        )
        for item in listed
    )
    return [demand for demand in all_demands if demand.slots]


def _staff(items: Collection[Item], ids: Iterable[UUID] | QuerySet[Any, Any]) -> defaultdict[UUID, set[int]]:
    """Who does not score an item because of what they did for it or were told of it: whoever cleared, masked
    or returned its text, and chief reviewers if it was flagged. One query, and one more after a flag."""
    events = Event.objects.filter(Q(actor__isnull=False) | Q(kind=Event.Kind.FLAGGED), item__in=ids)
    rows = list(events.values_list("item_id", "actor_id", "kind"))
    staff = grouped((item, actor) for item, actor, _ in rows if actor is not None)
    flagged = {item for item, _, kind in rows if kind == Event.Kind.FLAGGED}
    chiefs = chiefs_by_pool({item.pool_id for item in items if item.pk in flagged}) if flagged else {}
    for item in items:
        staff[item.pk] |= chiefs.get(item.pool_id, set()) if item.pk in flagged else set()
    return staff


def calibration_sets(rubrics: Collection[int]) -> set[Standing]:
    """What a calibration is asked for. One query."""
    sets = AnchorSet.objects.filter(
        use=AnchorSet.Use.CALIBRATION, rubric__in=rubrics, published_at__isnull=False, retired_at=None
    )
    return set(sets.values_list("pool_id", "rubric_id", "language"))


def _demand(
    item: Item,
    *,
    requires: set[str],
    barred: set[int],
    digests: set[str],
    asked: list[Assignment],
    sets: Container[Standing],
) -> Demand:
    holding = [one for one in asked if one.state in HOLDS_SLOT]
    standing = (item.pool_id, item.round.rubric_id, item.language)
    return Demand(
        item=str(item.pk),
        pool=item.pool_id,
        slots=tuple(slot for slot in _slots_in(item.state) if slot not in {one.slot for one in holding}),
        requires=frozenset(requires),
        language=item.language,
        barred=frozenset(barred),
        barred_digests=frozenset(digests),
        asked=frozenset(one.reviewer_id for one in asked),
        beside=frozenset(one.reviewer_id for one in holding),
        agencies_beside=frozenset(organization_key(one.reviewer.agency) for one in holding),
        novice_beside=any(one.reviewer.novice for one in holding),
        adjudication=item.state == ItemState.DISPUTED,
        calibration=standing if standing in sets else None,
        training=item.round.training_required,
    )


def _slots_in(state: str) -> tuple[int, ...]:
    return (ADJUDICATOR_SLOT,) if state == ItemState.DISPUTED else PAIR
