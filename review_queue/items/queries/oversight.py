"""What clearers and chief reviewers see: codes, states, counts and reviewers; no candidate."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum

from review_queue.models import (
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
from review_queue.models.bars import user_digests
from review_queue.permissions import User, items_led_by, items_to_clear, kept_from, pools_of
from review_queue.rules.transitions import ACTIVE, CLOSED, IN_NEED, AssignmentState, ItemState


def clearance_list(user: User) -> QuerySet[Item]:
    """What waits for this clearer, the longest first, with `parts`, `doubts` and `pages` of files counted."""
    files = SectionFile.objects.filter(section__item=OuterRef("pk"))
    pages = files.order_by().values("section__item").annotate(pages=Sum("pages", default=0)).values("pages")
    return (
        items_to_clear(user)
        .select_related("round", "pool")
        .annotate(parts=Count("sections", distinct=True), doubts=Count("sections__suspects", distinct=True))
        .annotate(pages=Subquery(pages), has_held_file=Exists(files.exclude(held="")))
        .order_by("received_at", "pk")
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


def chiefs_by_item(items: Collection[Item]) -> dict[UUID, list[PoolRole]]:
    """The same for each of these items, with the chiefs’ accounts. Three queries."""
    roles: defaultdict[int, list[PoolRole]] = defaultdict(list)
    chiefs = PoolRole.objects.filter(pool__in={item.pool_id for item in items}, role=PoolRole.Role.CHIEF)
    for role in chiefs.select_related("user").order_by("pk"):
        roles[role.pool_id].append(role)
    users = {role.user_id for of_pool in roles.values() for role in of_pool}
    apart = kept_apart_by_origin({item.origin for item in items}, users)
    return {
        item.pk: [role for role in roles[item.pool_id] if role.user_id not in apart[item.origin]]
        for item in items
    }


def kept_apart(item: Item, users: Iterable[int]) -> set[int]:
    """Those of the users who must know nothing of this item, as `kept_from` says of one: whom this scoring of
    the answer or another was offered to, or who must not see one, also after it was closed. Three queries."""
    return kept_apart_by_origin({item.origin}, users)[item.origin]


def kept_apart_by_origin(origins: Collection[UUID], users: Iterable[int]) -> dict[UUID, set[int]]:
    """The same for all scorings of several answers. Two queries, and one more if `users` is a query."""
    listed = set(users)
    asked = Assignment.objects.filter(item__origin__in=origins, reviewer__user__in=listed)
    barred = BarredUser.objects.filter(item__origin__in=origins, user__in=listed)
    former: defaultdict[UUID, set[str]] = defaultdict(set)
    for origin, digest in FormerBar.objects.filter(item__origin__in=origins).values_list(
        "item__origin", "digest"
    ):
        former[origin].add(digest)
    digests = {user: user_digests(user) for user in listed} if former else {}
    apart: dict[UUID, set[int]] = {
        origin: {user for user, theirs in digests.items() if not former[origin].isdisjoint(theirs)}
        for origin in origins
    }
    for origin, user in asked.values_list("item__origin", "reviewer__user").union(
        barred.values_list("item__origin", "user")
    ):
        apart[origin].add(user)
    return apart


def roles_of(user: User) -> set[str]:
    """The roles the user has in any pool."""
    return set(PoolRole.objects.filter(user_id=user.pk or 0).values_list("role", flat=True))


def trail(item: Item) -> QuerySet[Event]:
    """Everything that happened to an item, in order."""
    return item.events.select_related("assignment__reviewer__user", "actor").order_by("pk")


def disagreements(item: Item) -> list[tuple[str, str]]:
    """Why reviews of the item disagreed, as `(reason, name of the criterion or nothing)`, but those that were
    set aside. Two queries."""
    names = dict(Criterion.objects.filter(rubric=item.round.rubric_id).values_list("code", "name"))
    counts = {f"agreement__{which}__state": AssignmentState.SUBMITTED for which in ("first", "second")}
    rows = Difference.objects.filter(agreement__item=item, **counts).order_by("pk")
    return [
        (reason, names.get(criterion, "")) for reason, criterion in rows.values_list("reason", "criterion")
    ]


def name_of(reviewer: Reviewer) -> str:
    """For chief reviewers only. The reviewer's user has been read."""
    return reviewer.user.get_full_name() or reviewer.user.email
