"""What does not go by itself: open places, and work of which nobody hears."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from review_queue.assigning.queries.demand import OPENS, items_in_need
from review_queue.conf import conf
from review_queue.items.queries.oversight import kept_apart_by_origin
from review_queue.models import (
    Assignment,
    Event,
    Intervention,
    Item,
    PoolMembership,
    PoolRole,
    Reviewer,
    Round,
)
from review_queue.permissions import User, items_led_by, pools_of, user_id
from review_queue.rules.transitions import AssignmentState, ItemState
from review_queue.stalls.rules import LET_PASS, WORDS, WORDS_OF_REVIEWERS, Why, WhyReviewer


@dataclass(frozen=True, slots=True)
class Stall:
    """An answer that has stopped since a day. `mark` is the same for as long as it is the same stop; `slot`
    is whose work has stopped, if somebody has it in hand."""

    item: Item
    why: Why
    since: datetime.date
    mark: str
    assignment: Assignment | None = None

    @property
    def words(self) -> str:
        return WORDS[self.why]


@dataclass(frozen=True, slots=True)
class Missing:
    """A reviewer on whom nobody can count. `origins` are of the answers by whose offers it shows."""

    reviewer: Reviewer
    why: WhyReviewer
    mark: str
    origins: frozenset[UUID] = frozenset()

    def is_kept_from(self, user: int, apart: Mapping[UUID, Collection[int]]) -> bool:
        """Whether one of these answers is. `apart` is of `kept_from_chiefs`."""
        return any(user in apart[one] for one in self.origins)

    @property
    def words(self) -> str:
        return WORDS_OF_REVIEWERS[self.why]


def open_too_long(today: datetime.date) -> QuerySet[Item]:
    """Items with a place open for longer than `STUCK_AFTER_DAYS`, with `opened_by`, the event that opened it,
    and `opened_at`; but those that a chief reviewer lets wait, and those of a window until it has been closed
    for as long."""
    last = Event.objects.filter(item=OuterRef("pk"), kind__in=OPENS).order_by("-pk")
    waits = Intervention.objects.filter(item=OuterRef("pk"), kind=Intervention.Kind.WAIT, until__gte=today)
    days = datetime.timedelta(days=conf().STUCK_AFTER_DAYS)
    closed = ~Q(round__assigning=Round.Assigning.CLOSE) | Q(round__closes_on__lt=today - days)
    return (
        items_in_need()
        .annotate(opened_by=Subquery(last.values("pk")[:1]), opened_at=Subquery(last.values("at")[:1]))
        .filter(~Exists(waits), closed | Q(state=ItemState.DISPUTED), opened_at__lte=timezone.now() - days)
    )


def silent_work(today: datetime.date) -> QuerySet[Assignment]:
    """Work that is due, or nearly, at which nobody was seen for `SILENT_DAYS`. Of copies of anchors no chief
    reviewer hears."""
    soon = today + datetime.timedelta(days=conf().REMIND_DAYS_BEFORE)
    quiet = timezone.now() - datetime.timedelta(days=conf().SILENT_DAYS)
    return Assignment.objects.filter(
        item__kind=Item.Kind.ANSWER,
        state=AssignmentState.ACCEPTED,
        ends_at=None,
        due__lte=soon,
        review__seen_at__lte=quiet,
    )


def stalls(items: QuerySet[Item], today: datetime.date) -> list[Stall]:
    """Those among the items, the longest first. Two queries."""
    work = silent_work(today).filter(item__in=items.values("pk"))
    listed = open_places(items, today)
    listed += [_silent(one) for one in work.select_related("item__round", "item__pool", "review")]
    return sorted(listed, key=lambda one: (one.since, one.item.code))


def open_places(items: QuerySet[Item], today: datetime.date) -> list[Stall]:
    """Those of the items of which a place is open for too long. One query."""
    return [_place(one) for one in open_too_long(today).filter(pk__in=items.values("pk"))]


def stalls_led_by(user: User, today: datetime.date) -> list[Stall]:
    """Those of the pools the user leads, without what is kept from the user. Two queries."""
    return stalls(items_led_by(user), today)


def _place(item: Item) -> Stall:
    opened_at: datetime.datetime = getattr(item, "opened_at")  # noqa: B009 - of the query
    opened_by: int = getattr(item, "opened_by")  # noqa: B009
    why = Why.THIRD if item.state == ItemState.DISPUTED else Why.PLACE
    since = timezone.localdate(opened_at)
    if why is Why.PLACE and (window_until := item.round.window_until):
        since = max(since, window_until + datetime.timedelta(days=1))
    return Stall(item, why, since, f"{why},since:{opened_by}")


def _silent(work: Assignment) -> Stall:
    since = timezone.localdate(work.review.seen_at)
    return Stall(work.item, Why.SILENT, since, f"{Why.SILENT},due:{work.due:%Y-%m-%d}", work)


def missing_reviewers(pools: Collection[int], today: datetime.date) -> dict[int, list[Missing]]:
    """By pool: whose account is closed though they count as reviewers, and who let the last offers pass. Who
    is away is left alone. Two queries."""
    by_pool: defaultdict[int, list[Missing]] = defaultdict(list)
    members = PoolMembership.objects.filter(pool__in=pools, reviewer__active=True)
    let_pass = _let_pass(set(members.values_list("reviewer", flat=True)))
    for one in members.select_related("reviewer__user").order_by("reviewer"):
        who = one.reviewer
        away = who.away_until is not None and who.away_until >= today
        if not who.user.is_active:
            mark = f"{WhyReviewer.ACCOUNT},reviewer:{who.pk}"
            by_pool[one.pool_id].append(Missing(who, WhyReviewer.ACCOUNT, mark))
        elif who.pk in let_pass and not away:
            last, origins = let_pass[who.pk]
            mark = f"{WhyReviewer.OFFERS},reviewer:{who.pk},assignment:{last}"
            by_pool[one.pool_id].append(Missing(who, WhyReviewer.OFFERS, mark, origins))
    return dict(by_pool)


def missing_led_by(user: User, today: datetime.date) -> list[Missing]:
    """Those of the pools the user leads, each once; but whose offers would tell of what is kept from the
    user. Five queries at most."""
    pools = pools_of(user, PoolRole.Role.CHIEF).values_list("pk", flat=True)
    by_pool = missing_reviewers(list(pools), today)
    each = {one.reviewer.pk: one for of_pool in by_pool.values() for one in of_pool}.values()
    apart = kept_from_chiefs([], each, [user_id(user)])
    return [one for one in each if not one.is_kept_from(user_id(user), apart)]


def _let_pass(reviewers: Collection[int]) -> dict[int, tuple[int, frozenset[UUID]]]:
    """Whose last offers all expired, with the last one's id and the origins of all of them. One query."""
    recent = timezone.now() - datetime.timedelta(days=180)
    offers = Assignment.objects.filter(
        reviewer__in=reviewers, offered_at__lte=timezone.now(), offered_at__gte=recent
    )
    last: defaultdict[int, list[tuple[int, UUID, bool]]] = defaultdict(list)
    rows = offers.order_by("-offered_at", "-pk")
    for who, pk, origin, state, review in rows.values_list(
        "reviewer", "pk", "item__origin", "state", "review"
    ):
        if len(last[who]) < LET_PASS:
            last[who].append((pk, origin, state == AssignmentState.EXPIRED and review is None))
    return {
        who: (listed[0][0], frozenset(origin for _, origin, _ in listed))
        for who, listed in last.items()
        if len(listed) == LET_PASS and all(passed for _, _, passed in listed)
    }


def kept_from_chiefs(
    listed: Collection[Stall], missing: Collection[Missing], users: Collection[int]
) -> dict[UUID, set[int]]:
    """For the origin of each answer, which of these chief reviewers must not hear of it. Two queries."""
    origins = {one.item.origin for one in listed}.union(*(one.origins for one in missing))
    return kept_apart_by_origin(origins, users) if origins else {}
