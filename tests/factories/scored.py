"""Rounds with decided items, written as the actions leave them: for tests about many of them."""

import random
from collections.abc import Sequence

from django.utils import timezone

from review_queue.items.queries.scorecards import rubric_of
from review_queue.models import Assignment, Item, Mark, Pool, Review, Reviewer, Round, Verdict
from review_queue.resolving.actions.decide import rules_of
from tests.factories.reviews import make_pool, make_reviewer, make_round, make_rubric


def make_decided(
    scored_in: Round, reviewers: Sequence[Reviewer], points: Sequence[Sequence[int]], pool: Pool | None = None
) -> Item:
    """An item decided by two or three reviews: for each, the points of each criterion."""
    item = Item.objects.create(
        ref=f"{scored_in.pk}-{Item.objects.count()}",
        round=scored_in,
        pool=pool or make_pool(),
        state="decided",
    )
    for slot, (reviewer, given) in enumerate(zip(reviewers, points, strict=True), start=1):
        _write_review(item, reviewer, slot, given)
    resolution = "agreed" if len(points) == 2 else "nearest_two"
    Verdict.objects.create(
        item=item, outcome="passed", percent=70, resolution=resolution, **rules_of(scored_in)
    )
    return item


def _write_review(item: Item, reviewer: Reviewer, slot: int, given: Sequence[int]) -> None:
    now = timezone.now()
    work = Assignment.objects.create(
        item=item, reviewer=reviewer, slot=slot, state="submitted", due=now.date(), closed_at=now
    )
    review = Review.objects.create(assignment=work, submitted_at=now)
    for criterion, points in zip(rubric_of(item.round.rubric), given, strict=True):
        level = criterion.levels.get(points=points)
        Mark.objects.create(review=review, criterion=criterion, level=level)


def make_scored_round(items: int, reviewers: int = 4, criteria: int = 2, seed: int = 1) -> Round:
    """Many decided items whose reviewers differ in severity; one in five has a third review."""
    chance = random.Random(seed)
    scored_in = make_round(make_rubric(criteria))
    people = [make_reviewer() for _ in range(reviewers)]
    for number in range(items):
        worth = [chance.randint(0, 3) for _ in range(criteria)]
        team = chance.sample(range(reviewers), 3 if number % 5 == 0 and reviewers > 2 else 2)
        marks = [[_near(chance, one, person % 3 - 1) for one in worth] for person in team]
        make_decided(scored_in, [people[person] for person in team], marks)
    return scored_in


def _near(chance: random.Random, worth: int, severity: int) -> int:
    return min(3, max(0, worth + (severity if chance.random() < 0.3 else 0)))
