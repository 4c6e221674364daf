"""Hold two reviews against each other, or bring in the third. Under the item's lock, so once per pair."""

from fractions import Fraction

from ..models import ADJUDICATOR_SLOT, Agreement, Difference, Event, Item, Review
from ..queries.scorecards import policy_of, rubric_of, scorecards
from ..rules import agreement
from ..rules.scoring import Scorecard
from ..rules.transitions import AssignmentState, ItemState
from ..work.asking import ask
from .decide import decide
from .record import move, record


def compare_if_complete(item: Item) -> None:
    """Compare when both of the pair are in; settle when the adjudicator is; otherwise wait."""
    reviews = {
        review.assignment.slot: review
        for review in Review.objects.select_related("assignment").filter(
            assignment__item=item, assignment__state=AssignmentState.SUBMITTED
        )
    }
    if len(reviews) < 2:
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
