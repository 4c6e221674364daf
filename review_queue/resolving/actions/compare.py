"""Hold two reviews against each other, or bring in the third. Under the item's lock, so once per pair."""

from collections.abc import Mapping

from django.db import transaction

from review_queue.items.queries.scorecards import policy_of, rubric_of, scorecards
from review_queue.locks import lock_item
from review_queue.models import ADJUDICATOR_SLOT, PAIR, Agreement, Difference, Event, Item, Review
from review_queue.record import move, record
from review_queue.rules import agreement
from review_queue.rules.agreement import Card
from review_queue.rules.transitions import AssignmentState, ItemState
from review_queue.statements.subjects import Subject
from review_queue.work.asking import ask

from .decide import decide

WAITING = {
    ItemState.ASSIGNED: frozenset(PAIR),
    ItemState.ADJUDICATING: frozenset({*PAIR, ADJUDICATOR_SLOT}),
}
"""The slots whose reviews an item in this state waits for."""

Team = Mapping[int, tuple[Review, Card]]
"""By slot each review with its marks; None in their place says that the answer cannot be scored."""


@transaction.atomic
def compare(*, event_id: int) -> None:
    """A review was handed in: compare when both of the pair are in, settle when the adjudicator is.

    Otherwise, or if that is done, nothing; a seeded anchor has no pair.
    """
    item = lock_item(Event.objects.values_list("item", flat=True).get(pk=event_id))
    if item.kind != Item.Kind.ANSWER or item.state not in WAITING:
        return
    reviews = list(
        Review.objects.select_related("assignment").filter(
            assignment__item=item, assignment__state=AssignmentState.SUBMITTED
        )
    )
    if not {one.assignment.slot for one in reviews} >= WAITING[ItemState(item.state)]:
        return
    cards = scorecards(reviews, rubric_of(item.round.rubric))
    team: Team = {one.assignment.slot: (one, None if one.unscorable else cards[one.pk]) for one in reviews}
    if ADJUDICATOR_SLOT in team:
        _settle(item, team)
    else:
        _compare(item, team)


def _compare(item: Item, team: Team) -> None:
    (first, one), (second, other) = team[1], team[2]
    flagged = bool(first.flag or second.flag)
    differences = agreement.differences(one, other, policy_of(item.round), flagged=flagged)
    row = Agreement.objects.create(
        item=item, first=first.assignment, second=second.assignment, agreed=not differences
    )
    move(item, ItemState.SCORED)
    if differences:
        _dispute(item, row, differences)
    else:
        record(item, Event.Kind.AGREED, states=(Subject.COMPARISON, row.pk))
        total = agreement.agreed_total(one, other)
        decide(item=item, total=total, resolution=agreement.Resolution.AGREED, reviews=[*team.values()])


def _dispute(item: Item, row: Agreement, differences: list[agreement.Difference]) -> None:
    """A third reviewer is looked for; nobody is told what the first two said."""
    Difference.objects.bulk_create(
        Difference(agreement=row, reason=one.reason.value, criterion=one.criterion) for one in differences
    )
    move(item, ItemState.DISPUTED)
    why = ",".join(sorted({one.reason.value for one in differences}))
    event = record(item, Event.Kind.DISPUTED, detail=why, states=(Subject.COMPARISON, row.pk))
    ask("review_queue.assign", str(event.pk))


def _settle(item: Item, team: Team) -> None:
    first, second, third = (team[slot][1] for slot in (1, 2, ADJUDICATOR_SLOT))
    resolution = policy_of(item.round).resolution
    total = agreement.resolve((first, second), third, resolution)
    decide(item=item, total=total, resolution=resolution, reviews=[*team.values()])
