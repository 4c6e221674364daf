"""Give open slots to reviewers: the one way in which an assignment comes about, pushed or asked for."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.utils import timezone

from ..models import Assignment, Item, Plan, Reviewer
from ..queries import assigning
from ..rules.eligibility import Candidate, Demand, why_not
from ..rules.transitions import ItemState
from .access import open_to_reviewers
from .record import move_all, record_offers

NEXT = {ItemState.CLEARED: ItemState.ASSIGNED, ItemState.DISPUTED: ItemState.ADJUDICATING}
Pair = tuple[str, int, int]


class Grounds:
    """What is true under the locks of some items and reviewers."""

    def __init__(self, items: Sequence[Item], reviewers: Iterable[int]) -> None:
        """Locked in a fixed order: two transactions may not both give a reviewer the last place."""
        ids = sorted(reviewers)
        locked = Reviewer.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
        self.reviewers: Mapping[int, Reviewer] = {one.pk: one for one in locked}
        self.items: Mapping[str, Item] = {str(item.pk): item for item in items}
        self.demands: Mapping[str, Demand] = {one.item: one for one in assigning.demands(items)}
        self._people: Mapping[int, Candidate] = {one.id: one for one in assigning.candidates(items, only=ids)}
        self._given: dict[int, int] = dict.fromkeys(ids, 0)
        self._teams: dict[str, list[Candidate]] = {}

    def take(self, item: str, slot: int, reviewer: int) -> bool:
        """Count on this pair if it is allowed beside those counted on before; False if it is not."""
        demand, one = self.demands.get(item), self._people.get(reviewer)
        if demand is None or one is None or slot not in demand.slots or why_not(one, demand):
            return False
        team = self._teams.setdefault(item, [])
        if one.room <= self._given[reviewer] or any(_clash(one, other) for other in team):
            return False
        self._given[reviewer] += 1
        team.append(one)
        return True


def offer(pairs: Iterable[Pair], on: Grounds, *, plan: Plan | None = None) -> list[Assignment]:
    """Offer each pair, open its item to the reviewer, record it, and move on the items that are full now.

    The caller holds the locks of `on` and has had `on.take` agree to every pair. Unique constraints of the
    database stand behind that: a slot has one holder, and nobody is asked twice.
    """
    now = timezone.now()
    made = Assignment.objects.bulk_create(
        [_assignment(on.items[item], slot, on.reviewers[who], plan, now) for item, slot, who in pairs]
    )
    written = (
        Assignment.objects.filter(plan=plan)
        if plan
        else Assignment.objects.filter(pk__in=[one.pk for one in made])
    )
    open_to_reviewers(written)
    record_offers(written)
    _move_full(on, made)
    return made


def _assignment(
    item: Item, slot: int, reviewer: Reviewer, plan: Plan | None, now: datetime.datetime
) -> Assignment:
    due = item.due or timezone.localdate(now) + datetime.timedelta(days=item.round.days_to_score)
    return Assignment(
        item=item,
        slot=slot,
        reviewer=reviewer,
        plan=plan,
        due=due,
        answer_by=now + datetime.timedelta(hours=item.round.hours_to_answer),
    )


def _move_full(on: Grounds, made: list[Assignment]) -> None:
    left = {item: len(demand.slots) for item, demand in on.demands.items()}
    for one in made:
        left[str(one.item_id)] -= 1
    for now, to in NEXT.items():
        full = [item for key, item in on.items.items() if item.state == now and not left.get(key, 0)]
        move_all(full, to)


def lock_in_need(ids: Iterable[UUID], *, skip_locked: bool = False) -> list[Item]:
    """Those of the items that still wait for a reviewer, locked, with their rounds."""
    waiting = assigning.items_in_need().filter(pk__in=list(ids)).order_by("pk")
    locked = waiting.select_related(None).select_for_update(skip_locked=skip_locked, no_key=True)
    return list(locked.prefetch_related("round"))


def _clash(first: Candidate, second: Candidate) -> bool:
    return (bool(first.agency) and first.agency == second.agency) or (first.novice and second.novice)
