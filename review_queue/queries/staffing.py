"""What clearers and chief reviewers see: codes, states, counts and reviewers; no candidate."""

import datetime
from collections.abc import Iterable

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum

from ..models import (
    Assignment,
    BarredUser,
    Criterion,
    Difference,
    Event,
    FormerBar,
    Item,
    PoolMembership,
    PoolRole,
    Reviewer,
    Round,
    SectionFile,
)
from ..models.bars import user_digests
from ..permissions import User, items_led_by, items_to_clear, kept_from, pools_of
from ..rules.transitions import ACTIVE, CLOSED, AssignmentState, ItemState

SCORING = (ItemState.CLEARED, ItemState.ASSIGNED, ItemState.DISPUTED, ItemState.ADJUDICATING)
IN_NEED = (ItemState.CLEARED, ItemState.DISPUTED)


def clearance_list(user: User) -> QuerySet[Item]:
    """What waits for this clearer, the longest first, with `parts`, `doubts` and `pages` of files counted."""
    files = SectionFile.objects.filter(section__item=OuterRef("pk"))
    pages = files.order_by().values("section__item").annotate(pages=Sum("pages", default=0)).values("pages")
    return (
        items_to_clear(user)
        .select_related("round", "pool")
        .annotate(parts=Count("sections", distinct=True), doubts=Count("sections__suspects", distinct=True))
        .annotate(pages=Subquery(pages), has_held_file=Exists(files.exclude(held="")))
        .order_by("received_at")
    )


def rounds_led_by(user: User, today: datetime.date) -> QuerySet[Round]:
    """Rounds with items of the pools the user leads, with counts by stage; `late` has overdue reviews."""
    items = items_led_by(user).values("pk")
    mine = Q(items__in=items)
    active = Q(items__assignments__state__in=ACTIVE)

    def count(condition: Q) -> Count:
        return Count("items", filter=mine & condition, distinct=True)

    return (
        Round.objects.filter(items__in=items)
        .annotate(
            total=count(Q()),
            received=count(Q(items__state=ItemState.RECEIVED)),
            waiting=count(Q(items__state__in=IN_NEED)),
            scoring=count(Q(items__state=ItemState.ASSIGNED)),
            adjudicating=count(Q(items__state=ItemState.ADJUDICATING)),
            decided=count(Q(items__state=ItemState.DECIDED)),
            late=count(active & Q(items__assignments__due__lt=today)),
        )
        .distinct()
        .order_by("-pk")
    )


def items_of_round(user: User, scored_in: Round) -> QuerySet[Item]:
    """The round's items that the user leads, with what is held, due and last.

    The most urgent first: what is due, then what still waits for somebody, then what is over.
    """
    last = Event.objects.filter(item=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    active = Q(assignments__state__in=ACTIVE)
    return (
        items_led_by(user)
        .filter(round=scored_in)
        .annotate(
            held=Count("assignments", filter=active),
            handed_in=Count("assignments", filter=Q(assignments__state=AssignmentState.SUBMITTED)),
            next_due=Min("assignments__due", filter=active),
            last_event=Subquery(last),
            over=Q(state__in=CLOSED),
        )
        .order_by("over", F("next_due").asc(nulls_last=True), "received_at")
    )


def loads(user: User, today: datetime.date) -> QuerySet[Reviewer]:
    """Reviewers of the pools the user leads, with what they hold, what is late and what they have done.

    Work on answers that are kept from the user is left out: a chief reviewer who scores would read off, from
    what the rest of the page does not account for, who scores beside.
    """
    pools = pools_of(user, PoolRole.Role.CHIEF)
    members = PoolMembership.objects.filter(pool__in=pools.values("pk")).values("reviewer")
    seen = ~kept_from(user, "assignments__item__")
    held = seen & Q(assignments__state__in=ACTIVE)
    return (
        Reviewer.objects.filter(pk__in=members)
        .select_related("user")
        .annotate(
            held=Count("assignments", filter=held),
            late=Count("assignments", filter=held & Q(assignments__due__lt=today)),
            done=Count("assignments", filter=seen & Q(assignments__state=AssignmentState.SUBMITTED)),
        )
        .order_by("-late", "-held", "pk")
    )


def chiefs_of(item: Item) -> QuerySet[PoolRole]:
    """The pool's chief reviewers who may know of this item."""
    chiefs = PoolRole.objects.filter(pool=item.pool_id, role=PoolRole.Role.CHIEF)
    return chiefs.exclude(user__in=kept_apart(item, chiefs.values_list("user", flat=True)))


def kept_apart(item: Item, users: Iterable[int]) -> set[int]:
    """Those of the users who must know nothing of this item, as `kept_from` says of one: whom this scoring of
    the answer or another was offered to, or who must not see one, also after it was closed. Three queries."""
    listed = set(users)
    asked = Assignment.objects.filter(item__origin=item.origin, reviewer__user__in=listed)
    barred = BarredUser.objects.filter(item__origin=item.origin, user__in=listed)
    former = FormerBar.objects.filter(item__origin=item.origin)
    digests = set(former.values_list("digest", flat=True))
    found = asked.values_list("reviewer__user").union(barred.values_list("user"))
    formerly = {user for user in listed if not digests.isdisjoint(user_digests(user))} if digests else set()
    return {user for (user,) in found} | formerly


def roles_of(user: User) -> set[str]:
    """The roles the user has in any pool."""
    return set(PoolRole.objects.filter(user_id=user.pk or 0).values_list("role", flat=True))


def trail(item: Item) -> QuerySet[Event]:
    """Everything that happened to an item, in order."""
    return item.events.select_related("assignment__reviewer__user", "actor").order_by("pk")


def disagreements(item: Item) -> list[tuple[str, str]]:
    """Why reviews of the item disagreed, as `(reason, name of the criterion or nothing)`. Two queries."""
    names = dict(Criterion.objects.filter(rubric=item.round.rubric_id).values_list("code", "name"))
    found = Difference.objects.filter(agreement__item=item).order_by("pk").values_list("reason", "criterion")
    return [(reason, names.get(criterion, "")) for reason, criterion in found]
