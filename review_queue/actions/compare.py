"""Hold two reviews against each other, or bring in the third. Under the item's lock, so once per pair."""

from fractions import Fraction

from django.db import transaction

from ..models import ADJUDICATOR_SLOT, PAIR, Agreement, Difference, Event, Item, Review
from ..queries.scorecards import policy_of, rubric_of, scorecards
from ..rules import agreement
from ..rules.scoring import Scorecard
from ..rules.transitions import AssignmentState, ItemState
from ..work.asking import ask
from .decide import decide
from .lock import lock_item
from .record import move, record

WAITING = {
    ItemState.ASSIGNED: frozenset(PAIR),
    ItemState.ADJUDICATING: frozenset({*PAIR, ADJUDICATOR_SLOT}),
}
"""The slots whose reviews an item in this state waits for."""


@transaction.atomic
def compare(*, event_id: int) -> None:
    """A review was handed in: compare when both of the pair are in, settle when the adjudicator is.

    Otherwise, or if that is done, nothing; a seeded anchor has no pair.
    """
    item = lock_item(Event.objects.values_list("item", flat=True).get(pk=event_id))
    if item.kind != Item.Kind.ANSWER or item.state not in WAITING:
        return
    reviews = {
        review.assignment.slot: review
        for review in Review.objects.select_related("assignment").filter(
            assignment__item=item, assignment__state=AssignmentState.SUBMITTED
        )
    }
    if not reviews.keys() >= WAITING[ItemState(item.state)]:
        return
    cards = scorecards(reviews.values(), rubric_of(item.round.rubric))
    if ADJUDICATOR_SLOT in reviews:
        _settle(item, reviews, cards)
    else:
        _compare(item, reviews, cards)


def _compare(item: Item, reviews: dict[int, Review], cards: dict[int, Scorecard]) -> None:
    first, second = (cards[reviews[slot].pk] for slot in (1, 2))
    flagged = any(review.flag for review in reviews.values())
    found = agreement.differences(first, second, policy_of(item.round), flagged=flagged)
    row = Agreement.objects.create(
        item=item, first=reviews[1].assignment, second=reviews[2].assignment, agreed=not found
    )
    move(item, ItemState.SCORED)
    if found:
        _dispute(item, row, found)
    else:
        record(item, Event.Kind.AGREED)
        _decide(item, reviews, cards, agreement.agreed_total(first, second), agreement.Resolution.AGREED)


def _dispute(item: Item, row: Agreement, found: list[agreement.Difference]) -> None:
    """A third reviewer is looked for; nobody is told what the first two said."""
    Difference.objects.bulk_create(
        Difference(agreement=row, reason=one.reason.value, criterion=one.criterion) for one in found
    )
    move(item, ItemState.DISPUTED)
    event = record(item, Event.Kind.DISPUTED, detail=",".join(sorted({one.reason.value for one in found})))
    ask("review_queue.assign", str(event.pk))


def _settle(item: Item, reviews: dict[int, Review], cards: dict[int, Scorecard]) -> None:
    first, second, third = (cards[reviews[slot].pk] for slot in (1, 2, ADJUDICATOR_SLOT))
    resolution = policy_of(item.round).resolution
    _decide(item, reviews, cards, agreement.resolve((first, second), third, resolution), resolution)


def _decide(
    item: Item,
    reviews: dict[int, Review],
    cards: dict[int, Scorecard],
    total: Fraction,
    resolution: agreement.Resolution,
) -> None:
    decide(
        item=item,
        total=total,
        resolution=resolution,
        reviews=[(review, cards[review.pk]) for review in reviews.values()],
    )
