"""The marks of decided items, for statistics. Nothing of an item is read before its verdict: a figure that
moves while a third reviewer is at work would tell what the first two said."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from itertools import groupby

from django.db.models import Count, Min, Q, QuerySet

from review_queue.items.queries.oversight import name_of
from review_queue.items.queries.scorecards import cards_of, reference_cards, rubric_of, scorecards
from review_queue.models import ADJUDICATOR_SLOT, Criterion, Item, Mark, Review, Round
from review_queue.permissions import User, anchors_led_by, items_led_by
from review_queue.rules.scoring import Scorecard, passes, percent
from review_queue.rules.transitions import AssignmentState, ItemState

SUBMITTED = AssignmentState.SUBMITTED


@dataclass(frozen=True, slots=True)
class Rating:
    """One submitted review: points by criterion code, and the total in percent."""

    reviewer: int
    points: dict[str, float]
    total: float
    passes: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """A decided item: the two blind reviews in slot order, and the third if there was one."""

    code: str
    pair: tuple[Rating, Rating]
    third: Rating | None


@dataclass(frozen=True, slots=True)
class Unscored:
    """A decided item that at least one review says cannot be scored: totals in slot order, None for those."""

    code: str
    totals: list[float | None]


@dataclass(frozen=True, slots=True)
class Anchored:
    """A seeded anchor that a reviewer has scored, and what it has earned."""

    anchor: str
    own: Rating
    reference: Rating
    at: datetime


@dataclass(frozen=True, slots=True)
class RoundScores:
    """All that one chief reviewer may know of a round's marks. `names` are of everybody who scored in it.

    `unscored` are in no figure. `anchored` are the seeded anchors of every round that uses the same rubric,
    as they were handed in.
    """

    round: Round
    criteria: list[Criterion]
    scored: list[Scored]
    unscored: list[Unscored]
    names: dict[int, str]
    anchored: list[Anchored]


def rounds_to_report(user: User) -> QuerySet[Round]:
    """Rounds with items the user leads, the latest first by when their first answer came (`began`): `scored`
    items decided for the first time, and of these how many pairs `disputed`. One query."""
    mine = Q(items__in=items_led_by(user).values("pk"))
    decided = mine & Q(items__state=ItemState.DECIDED, items__rescore_of__isnull=True)
    third = decided & Q(items__assignments__slot=ADJUDICATOR_SLOT, items__assignments__state=SUBMITTED)
    return (
        Round.objects.filter(pk__in=items_led_by(user).values("round"))
        .select_related("rubric")
        .annotate(
            began=Min("items__received_at", filter=mine),
            scored=Count("items", filter=decided, distinct=True),
            disputed=Count("items", filter=third, distinct=True),
        )
        .order_by("-began", "-pk")
    )


def decided_items(user: User, scored_in: Round) -> QuerySet[Item]:
    """The round's items that the user leads and whose verdict is out."""
    return items_led_by(user).filter(round=scored_in, state=ItemState.DECIDED)


def first_scorings(user: User, scored_in: Round) -> QuerySet[Item]:
    """Those of them that agreement is computed on. Answers that are scored again are not a fair sample:
    most of them lie near the pass mark."""
    return decided_items(user, scored_in).filter(rescore_of=None)


def scores_of(user: User, scored_in: Round) -> RoundScores:
    """The round's marks. Seven queries, however many items, reviewers and criteria there are."""
    criteria = rubric_of(scored_in.rubric)
    first = first_scorings(user, scored_in)
    copies = list(_copies(user, scored_in))
    found = _scores(scored_in, criteria, list(_reviews(first)), cards_of(_marks_of(first), criteria))
    names = {one.assignment.reviewer_id: name_of(one.assignment.reviewer) for one in copies}
    return replace(found, names=found.names | names, anchored=_anchored(scored_in, copies, criteria))


def scores_of_each(user: User, rounds: Collection[Round], items: QuerySet[Item]) -> dict[int, RoundScores]:
    """The same of several rounds, by id, without anchors, and of these items only. Four queries, however many
    rounds there are. The rounds come with their rubrics."""
    first = items.filter(round__in=rounds, state=ItemState.DECIDED, rescore_of=None)
    criteria: dict[int, list[Criterion]] = {one.rubric_id: [] for one in rounds}
    for criterion in Criterion.objects.filter(rubric__in=criteria).prefetch_related("levels"):
        criteria[criterion.rubric_id].append(criterion)
    reviews: dict[int, list[Review]] = {one.pk: [] for one in rounds}
    for review in _reviews(first):
        reviews[review.assignment.item.round_id].append(review)
    cards = cards_of(_marks_of(first), [one for some in criteria.values() for one in some])
    return {one.pk: _scores(one, criteria[one.rubric_id], reviews[one.pk], cards) for one in rounds}


def _scores(
    scored_in: Round, criteria: list[Criterion], reviews: list[Review], cards: dict[int, Scorecard]
) -> RoundScores:
    pass_mark = Fraction(scored_in.rubric.pass_mark)
    ratings = {
        one.pk: _rating(one, cards[one.pk], pass_mark)
        for one in reviews
        if _complete(cards.get(one.pk), criteria)
    }
    return RoundScores(
        round=scored_in,
        criteria=criteria,
        scored=list(_scored(reviews, ratings)),
        unscored=list(_unscored(reviews, ratings)),
        names={one.assignment.reviewer_id: name_of(one.assignment.reviewer) for one in reviews},
        anchored=[],
    )


def _reviews(items: QuerySet[Item]) -> QuerySet[Review]:
    return (
        Review.objects.filter(assignment__item__in=items.values("pk"), assignment__state=SUBMITTED)
        .select_related("assignment__reviewer__user", "assignment__item")
        .order_by("assignment__item__code", "assignment__slot")
    )


def _copies(user: User, scored_in: Round) -> QuerySet[Review]:
    items = anchors_led_by(user).filter(round__rubric=scored_in.rubric_id)
    return (
        Review.objects.filter(assignment__item__in=items.values("pk"), assignment__state=SUBMITTED)
        .filter(assignment__item__anchor_copy__isnull=False)
        .select_related("assignment__reviewer__user", "assignment__item__anchor_copy__anchor")
        .order_by("submitted_at", "pk")
    )


def _anchored(scored_in: Round, copies: list[Review], criteria: list[Criterion]) -> list[Anchored]:
    cards = scorecards(copies, criteria)
    anchors = {review.pk: review.assignment.item.anchor_copy.anchor for review in copies}
    references = reference_cards({one.pk for one in anchors.values()}, criteria)
    pass_mark = Fraction(scored_in.rubric.pass_mark)
    return [
        Anchored(
            anchor=anchors[review.pk].name,
            own=_rating(review, cards[review.pk], pass_mark),
            reference=_rating(review, references[anchors[review.pk].pk], pass_mark),
            at=review.submitted_at or review.saved_at,
        )
        for review in copies
        if _complete(cards.get(review.pk), criteria)
        and _complete(references.get(anchors[review.pk].pk), criteria)
    ]


def _complete(card: Scorecard | None, criteria: list[Criterion]) -> bool:
    """A mark on each criterion; of anything else no figure can be made, and the seals say what happened."""
    return card is not None and sorted(mark.criterion for mark in card) == sorted(
        one.code for one in criteria
    )


def _marks_of(items: QuerySet[Item]) -> QuerySet[Mark]:
    return Mark.objects.filter(
        review__assignment__item__in=items.values("pk"), review__assignment__state=SUBMITTED
    ).only("review_id", "criterion_id", "level_id")


def _scored(reviews: list[Review], ratings: dict[int, Rating]) -> Iterator[Scored]:
    for item, of_item in groupby(reviews, key=lambda review: review.assignment.item):
        listed = list(of_item)
        if any(one.unscorable for one in listed):
            continue
        slots = {one.assignment.slot: ratings[one.pk] for one in listed if one.pk in ratings}
        if {1, 2} <= slots.keys():
            yield Scored(item.code, (slots[1], slots[2]), slots.get(ADJUDICATOR_SLOT))


def _unscored(reviews: list[Review], ratings: dict[int, Rating]) -> Iterator[Unscored]:
    for item, of_item in groupby(reviews, key=lambda review: review.assignment.item):
        listed = list(of_item)
        if any(one.unscorable for one in listed):
            rated = [ratings.get(one.pk) if not one.unscorable else None for one in listed]
            yield Unscored(item.code, [one.total if one else None for one in rated])


def _rating(review: Review, card: Scorecard, pass_mark: Fraction) -> Rating:
    total = percent(card)
    return Rating(
        reviewer=review.assignment.reviewer_id,
        points={mark.criterion: float(mark.points) for mark in card},
        total=float(total),
        passes=passes(total, pass_mark),
    )
