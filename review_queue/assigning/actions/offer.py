"""Give open slots to reviewers: the one way in which an assignment comes about, pushed or asked for."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import DateField, DateTimeField, QuerySet, Value
from django.db.models.functions import Coalesce

from review_queue.access import open_to_reviewers
from review_queue.assigning.queries import demand as assigning
from review_queue.assigning.queries.candidates import candidates
from review_queue.assigning.queries.deadlines import deadlines
from review_queue.bulk import insert_from
from review_queue.locks import lock
from review_queue.matching.apart import broken_by
from review_queue.matching.eligibility import Candidate, Demand, WhyNot, why_not
from review_queue.models import Assignment, Item, Plan, PlannedSlot, Reviewer
from review_queue.record import move_all, record_offers
from review_queue.rules.transitions import AssignmentState, ItemState

FULL = ((ItemState.CLEARED, ItemState.ASSIGNED), (ItemState.DISPUTED, ItemState.ADJUDICATING))
Ids = Sequence[UUID] | QuerySet[Any, Any]


class Grounds:
    """What is true under the locks of some items and reviewers."""

    def __init__(
        self, items: Sequence[Item], reviewers: Iterable[int], *, among: QuerySet[Any, Any] | None = None
    ) -> None:
        """Locked in a fixed order: two transactions may not both give a reviewer the last place.

        `among` is a query for the ids of the items, if there is one.
        """
        ids = sorted(reviewers)
        locked = lock(Reviewer).filter(pk__in=ids).order_by("pk")
        self.reviewers: Mapping[int, Reviewer] = {one.pk: one for one in locked}
        self.demands: Mapping[str, Demand] = {one.item: one for one in assigning.demands(items, among=among)}
        self._people: dict[int, Candidate] = {one.id: one for one in candidates(items, only=ids)}
        self._given: dict[int, int] = dict.fromkeys(ids, 0)
        self._teams: dict[str, list[Candidate]] = {}

    def take(self, item: str, slot: int, reviewer: int) -> bool:
        """Count on this pair if it is allowed beside those counted on before; False if it is not."""
        if self.why_not(item, slot, reviewer):
            return False
        one = self._people[reviewer]
        team = self._teams.setdefault(item, [])
        if one.room <= self._given[reviewer] or broken_by(each.groups for each in (*team, one)):
            return False
        self._given[reviewer] += 1
        team.append(one)
        return True

    def why_not(self, item: str, slot: int, reviewer: int) -> WhyNot | None:
        """What keeps this reviewer from this slot, whatever was counted on before; None if nothing does."""
        demand, one = self.demands.get(item), self._people.get(reviewer)
        if demand is None or slot not in demand.slots:
            return WhyNot.ASKED_BEFORE
        return WhyNot.INACTIVE if one is None else why_not(one, demand)

    def make_room(self, reviewer: int) -> None:
        """One more than was agreed, because a chief reviewer has asked. Who is away has no room."""
        one = self._people.get(reviewer)
        if one is not None:
            self._people[reviewer] = replace(one, capacity=max(one.capacity, one.held + 1))

    def room(self, reviewer: int) -> int:
        """How many more the reviewer can hold beside those counted on."""
        return self._people[reviewer].room - self._given[reviewer]


def offer_planned(plan: Plan, leaves: datetime.datetime) -> None:
    """Offer every slot of the plan, as `offer` does. No row passes through this process.

    The caller holds the locks of the `Grounds` that agreed to every pair.
    """
    due, answer_by = deadlines(plan.round, leaves)
    rows = PlannedSlot.objects.filter(plan=plan).order_by("pk")
    values: dict[str, Any] = {
        "item": "item",
        "slot": "slot",
        "reviewer": "reviewer",
        "plan": "plan",
        "code": "code",
        "state": Value(AssignmentState.OFFERED.value),
        "due": Coalesce("item__due", Value(due, output_field=DateField())),
        "answer_by": Value(answer_by, output_field=DateTimeField()),
        "offered_at": Value(leaves, output_field=DateTimeField()),
    }
    insert_from(Assignment, rows.values_list(*values.values()), [*values])
    _follow(Assignment.objects.filter(plan=plan), rows.order_by().values("item"))


def offer(item: Item, slot: int, reviewer: Reviewer, leaves: datetime.datetime) -> Assignment:
    """Offer one slot, open the item to the reviewer, record it, and move the item on if it is full now.

    The caller holds the locks of the `Grounds` that agreed to the pair. Unique constraints of the database
    stand behind that: a slot has one holder, and nobody is asked twice.
    """
    made = drawn(item, slot, reviewer, leaves)
    made.save(force_insert=True)
    _follow(Assignment.objects.filter(pk=made.pk), [item.pk])
    return made


def drawn(item: Item, slot: int, reviewer: Reviewer, leaves: datetime.datetime) -> Assignment:
    """The offer as it would be, not saved."""
    due, answer_by = deadlines(item.round, leaves)
    return Assignment(
        item=item,
        slot=slot,
        reviewer=reviewer,
        due=item.due or due,
        answer_by=answer_by,
        offered_at=leaves,
    )


def _follow(made: QuerySet[Assignment], items: Ids) -> None:
    """Whatever comes with these new assignments of these items."""
    open_to_reviewers(made)
    record_offers(made)
    for now, to in FULL:
        move_all(assigning.without_open_slot(now).filter(pk__in=items), now, to)


def lock_in_need(ids: Ids, *, skip_locked: bool = False) -> list[Item]:
    """Those of the items that still wait for a reviewer, locked, with their rounds."""
    waiting = assigning.items_in_need().filter(pk__in=ids).order_by("pk")
    locked = lock(Item, waiting.select_related(None), skip_locked=skip_locked)
    return list(locked.prefetch_related("round"))
