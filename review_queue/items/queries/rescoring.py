"""What is scored a second time: the other scorings, who must not score it, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from review_queue.models import Assignment, Event, Item, PoolRole, Round, Verdict
from review_queue.permissions import User, items_led_by
from review_queue.rules.transitions import UNFINISHED


@dataclass(frozen=True, slots=True)
class Rescore:
    """An answer that was sent to be scored again, with both results; `second` is None until it is decided."""

    code: str
    again: str
    reason: str
    first: Verdict
    second: Verdict | None

    @property
    def changed(self) -> bool:
        return self.second is not None and self.second.outcome != self.first.outcome


def others(items: Iterable[Item]) -> dict[UUID, set[UUID]]:
    """For each item that is a re-score, all other scorings of its answer. At most one query."""
    again = {item.pk: item.origin for item in items if item.rescore_of_id}
    if not again:
        return {}
    scorings: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for pk, origin in Item.objects.filter(origin__in=set(again.values())).values_list("pk", "origin"):
        scorings[origin].add(pk)
    return {pk: scorings[origin] - {pk} for pk, origin in again.items()}


def who_knows(items: Iterable[Item]) -> defaultdict[UUID, set[int]]:
    """Users who must not score a re-score, whatever else makes them eligible.

    Staff who worked on its text before, and the pool's chief reviewers, who may have read the first result.
    """
    listed = list(items)
    former = others(listed)
    users: defaultdict[UUID, set[int]] = defaultdict(set)
    if not former:
        return users
    worked = _worked_on({pk for group in former.values() for pk in group})
    chiefs = chiefs_by_pool({item.pool_id for item in listed if item.pk in former})
    for item in listed:
        if item.pk in former:
            users[item.pk] = chiefs[item.pool_id].union(*(worked[pk] for pk in former[item.pk]))
    return users


def scorers_before(items: Iterable[Item]) -> dict[UUID, set[int]]:
    """For each item that is a re-score, the reviewers whom another scoring of the answer was offered to."""
    former = others(items)
    if not former:
        return {}
    held: defaultdict[UUID, set[int]] = defaultdict(set)
    work = Assignment.objects.filter(item__in={pk for group in former.values() for pk in group})
    for item, reviewer in work.values_list("item_id", "reviewer_id"):
        held[item].add(reviewer)
    return {pk: set().union(*(held[one] for one in group)) for pk, group in former.items()}


def rescores(user: User, scored_in: Round) -> list[Rescore]:
    """The round's re-scores that the user leads, by code; withdrawn and returned ones aside. Two queries."""
    rows = (
        items_led_by(user)
        .filter(
            round=scored_in, rescore_of__verdict__isnull=False, rescore_of__in=items_led_by(user).values("pk")
        )
        .exclude(state__in=UNFINISHED)
        .select_related("verdict", "rescore_of__verdict")
        .order_by("rescore_of__code")
    )
    listed = list(rows)
    asked = Event.objects.filter(
        item__in=[one.rescore_of_id for one in listed], kind=Event.Kind.RESCORED
    ).order_by("pk")
    reasons = dict(asked.values_list("item_id", "detail"))
    return [_rescore(one, reasons) for one in listed]


def _rescore(item: Item, reasons: dict[UUID, str]) -> Rescore:
    first = item.rescore_of
    assert first is not None
    second: Verdict | None = getattr(item, "verdict", None)
    return Rescore(first.code, item.code, reasons.get(first.pk, ""), first.verdict, second)


def _worked_on(items: set[UUID]) -> defaultdict[UUID, set[int]]:
    workers: defaultdict[UUID, set[int]] = defaultdict(set)
    rows = Event.objects.filter(item__in=items, actor__isnull=False).values_list("item_id", "actor_id")
    for item, actor in rows:
        if actor:
            workers[item].add(actor)
    return workers


def chiefs_by_pool(pools: set[int]) -> defaultdict[int, set[int]]:
    """The users who lead each of the pools. One query."""
    roles = PoolRole.objects.filter(pool__in=pools, role=PoolRole.Role.CHIEF)
    chiefs: defaultdict[int, set[int]] = defaultdict(set)
    for pool, user in roles.values_list("pool_id", "user_id"):
        chiefs[pool].add(user)
    return chiefs
