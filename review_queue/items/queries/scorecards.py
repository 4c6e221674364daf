"""Reviews as the pure rules want them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from fractions import Fraction

from django.db.models import QuerySet

from review_queue.models import Criterion, Level, Mark, ReferenceMark, Review, Round, Rubric
from review_queue.rules import agreement, scoring


def rubric_of(rubric: Rubric) -> list[Criterion]:
    """The criteria in order, each with its levels from low to high. Two queries."""
    return list(Criterion.objects.filter(rubric=rubric).prefetch_related("levels"))


def scorecards(reviews: Iterable[Review], criteria: list[Criterion]) -> dict[int, scoring.Scorecard]:
    """The scorecard of each complete review, by review id. One query."""
    return cards_of(Mark.objects.filter(review__in=list(reviews)), criteria)


def cards_of(marks: QuerySet[Mark], criteria: list[Criterion]) -> dict[int, scoring.Scorecard]:
    """The marks sorted into a scorecard for each review, by review id. One query."""
    cards: defaultdict[int, list[scoring.Mark]] = defaultdict(list)
    scales = {criterion.pk: _Scale(criterion) for criterion in criteria}
    for mark in marks.filter(level__isnull=False):
        scale = scales.get(mark.criterion_id)
        if scale is not None and mark.level_id in scale.levels:  # else somebody has been at the tables
            cards[mark.review_id].append(scale.mark(mark))
    return {review: tuple(marks) for review, marks in cards.items()}


def reference_cards(anchors: Collection[int], criteria: list[Criterion]) -> dict[int, scoring.Scorecard]:
    """The scorecard that each anchor has earned, by anchor id. One query."""
    cards: defaultdict[int, list[scoring.Mark]] = defaultdict(list)
    scales = {criterion.pk: _Scale(criterion) for criterion in criteria}
    for mark in ReferenceMark.objects.filter(anchor__in=anchors):
        scale = scales.get(mark.criterion_id)
        if scale is not None and mark.level_id in scale.levels:
            cards[mark.anchor_id].append(scale.mark(mark))
    return {anchor: tuple(marks) for anchor, marks in cards.items()}


def policy_of(scored_in: Round) -> agreement.Policy:
    """The round's frozen policy."""
    return agreement.Policy(
        criterion_gap=scored_in.criterion_gap,
        total_gap=scored_in.total_gap,
        verdict_split=scored_in.verdict_split,
        flagged=scored_in.flagged,
        pass_mark=Fraction(scored_in.rubric.pass_mark),
        resolution=agreement.Resolution(scored_in.resolution),
    )


class _Scale:
    """One criterion's levels, ranked."""

    def __init__(self, criterion: Criterion) -> None:
        self._criterion = criterion
        self.levels: dict[int | None, Level] = {level.pk: level for level in criterion.levels.all()}
        self._points = sorted(level.points for level in self.levels.values())

    def mark(self, mark: Mark | ReferenceMark) -> scoring.Mark:
        points = self.levels[mark.level_id].points
        return scoring.Mark(
            criterion=self._criterion.code,
            points=points,
            most=self._points[-1],
            weight=self._criterion.weight,
            step=self._points.index(points),
        )
