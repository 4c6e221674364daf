"""The reviews of a decided answer side by side, under letters unless the round names its reviewers."""

from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_uppercase
from uuid import UUID

from django.db.models import Q

from review_queue.items.queries.oversight import name_of
from review_queue.items.queries.scorecards import rubric_of, scorecards
from review_queue.models import EarlierItem, Item, Mark, Review
from review_queue.rules.scoring import percent
from review_queue.rules.transitions import CLOSED, AssignmentState


@dataclass(frozen=True, slots=True)
class Read:
    """One review. `name` is a letter, or the reviewer's name; `total` is in percent, None without marks."""

    name: str
    review: Review
    total: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion: what each review gave for it, in the order of the reviews."""

    name: str
    marks: list[tuple[str, Mark | None]]


def reviews_of(item: Item) -> tuple[list[Read], list[Line]]:
    """The two of the pair in an order that says nothing, then the third. Five queries."""
    rows = Review.objects.filter(assignment__item=item, assignment__state=AssignmentState.SUBMITTED)
    listed = list(rows.select_related("assignment__reviewer__user").prefetch_related("marks__level"))
    listed.sort(key=lambda one: (one.assignment.is_adjudication, one.assignment.code))
    criteria = rubric_of(item.round.rubric)
    cards = scorecards(listed, criteria)
    reads = [
        Read(name, one, None if one.unscorable or one.pk not in cards else float(percent(cards[one.pk])))
        for name, one in zip(_names(item, listed), listed, strict=True)
    ]
    lines = [
        Line(criterion.name, [(read.name, _mark(read.review, criterion.pk)) for read in reads])
        for criterion in criteria
    ]
    return reads, lines


def _names(item: Item, listed: Iterable[Review]) -> list[str]:
    if item.round.reviewers_named:
        return [name_of(one.assignment.reviewer) for one in listed]
    return [
        "Third review" if one.assignment.is_adjudication else f"Review {letter}"
        for one, letter in zip(listed, ascii_uppercase, strict=False)
    ]


def _mark(review: Review, criterion: int) -> Mark | None:
    return next((one for one in review.marks.all() if one.criterion_id == criterion), None)


def open_answers_of_writer(item: Item) -> list[UUID]:
    """Other answers of whoever wrote this one that are still open, as far as their sender has said so."""
    ahead = EarlierItem.objects.filter(item__origin=item.origin).values("earlier__origin")
    after = EarlierItem.objects.filter(earlier__origin=item.origin).values("item__origin")
    rows = Item.objects.filter(Q(origin__in=ahead) | Q(origin__in=after)).exclude(state__in=CLOSED)
    return list(rows.values_list("pk", flat=True))
