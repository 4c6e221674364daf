"""What a calibration asks of a reviewer, how far it is, and how own marks stand beside the reference."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, Q, QuerySet

from review_queue.items.queries.scorecards import reference_cards, rubric_of, scorecards
from review_queue.matching.eligibility import Standing
from review_queue.models import (
    AnchorCopy,
    AnchorSet,
    Assignment,
    Calibration,
    Criterion,
    Language,
    Level,
    Mark,
    PoolMembership,
    ReferenceMark,
    Review,
    Reviewer,
)
from review_queue.rules import calibration
from review_queue.rules.calibration import Tally
from review_queue.rules.transitions import ACTIVE, AssignmentState


@dataclass(frozen=True, slots=True)
class Compared:
    """One text of an attempt that has been scored."""

    copy: AnchorCopy
    tally: Tally


@dataclass(frozen=True, slots=True)
class Asked:
    """What a pool asks for before it gives out answers of a rubric and language.

    `next_set` is what would be begun next: of several sets the one that the reviewer has tried least.
    `valid_until` is the last day of the latest pass, whether or not it is over.
    """

    next_set: AnchorSet
    attempts: list[Calibration]
    valid_until: datetime.date | None
    in_date: bool
    may_begin: bool

    @property
    def latest(self) -> Calibration | None:
        return self.attempts[-1] if self.attempts else None


@dataclass(frozen=True, slots=True)
class Beside:
    """The reviewer's own mark on one criterion, and what the text has earned there; `steps` above it."""

    criterion: Criterion
    own: Level
    comment: str
    reference: Level
    because: str
    steps: int

    @property
    def distance(self) -> int:
        return abs(self.steps)


def asked_of(reviewer: Reviewer, today: datetime.date) -> list[Asked]:
    """What is asked of a reviewer, in a fixed order. Two queries."""
    sets: defaultdict[Standing, list[AnchorSet]] = defaultdict(list)
    for one in sets_for(reviewer):
        sets[standing_of(one)].append(one)
    tried: defaultdict[Standing, list[Calibration]] = defaultdict(list)
    attempts = Calibration.objects.filter(reviewer=reviewer).select_related("anchor_set")
    for attempt in attempts.order_by("pk"):
        tried[standing_of(attempt.anchor_set)].append(attempt)
    return [_asked(group, tried[standing], today) for standing, group in sets.items()]


def lacking(asked: Iterable[Asked]) -> list[Asked]:
    """Those without which no new answers come."""
    return [one for one in asked if not one.in_date]


def sets_for(reviewer: Reviewer) -> QuerySet[AnchorSet]:
    """Published calibration sets of the reviewer's pools, in languages that he or she reads."""
    languages = Language.objects.filter(reviewer=reviewer)
    reads = ~Exists(languages) | Q(language__in=languages.values("code"))
    pools = PoolMembership.objects.filter(reviewer=reviewer).values("pool")
    return (
        AnchorSet.objects.filter(
            reads,
            pool__in=pools,
            use=AnchorSet.Use.CALIBRATION,
            published_at__isnull=False,
            retired_at=None,
        )
        .select_related("rubric", "pool")
        .order_by("pool", "rubric", "language", "pk")
    )


def standing_of(one: AnchorSet) -> Standing:
    return (one.pool_id, one.rubric_id, one.language)


def compared(attempt: Calibration) -> list[Compared]:
    """The texts of the attempt that are scored, each with its counts. Seven queries."""
    rubric = attempt.anchor_set.rubric
    criteria = rubric_of(rubric)
    reviews = Review.objects.filter(
        assignment__item__anchor_copy__calibration=attempt, assignment__state=AssignmentState.SUBMITTED
    ).select_related("assignment__item__anchor_copy")
    copies = {review.pk: review.assignment.item.anchor_copy for review in reviews}
    cards = scorecards(reviews, criteria)
    references = reference_cards({copy.anchor_id for copy in copies.values()}, criteria)
    return [
        Compared(copy, calibration.compare(cards[pk], references[copy.anchor_id], Fraction(rubric.pass_mark)))
        for pk, copy in copies.items()
    ]


def progress(attempts: Iterable[Calibration]) -> dict[int, list[Assignment]]:
    """The work of each attempt by its id, in a fixed order that says nothing. One query."""
    by_attempt: defaultdict[int, list[Assignment]] = defaultdict(list)
    work = Assignment.objects.filter(item__anchor_copy__calibration__in=[one.pk for one in attempts])
    for one in work.select_related("item__anchor_copy").order_by("code"):
        by_attempt[one.item.anchor_copy.calibration_id or 0].append(one)
    return by_attempt


def next_text(attempt_of: Assignment) -> Assignment | None:
    """The next open text of the same attempt."""
    attempt = attempt_of.item.anchor_copy.calibration_id
    work = Assignment.objects.filter(item__anchor_copy__calibration=attempt, state__in=ACTIVE)
    return work.order_by("code").first()


def beside(scored: Assignment) -> list[Beside]:
    """Every criterion of a scored text: the own mark and the reference. Four queries."""
    marks = {
        mark.criterion_id: mark
        for mark in Mark.objects.filter(review__assignment=scored).select_related("level")
    }
    references = {
        mark.criterion_id: mark
        for mark in ReferenceMark.objects.filter(anchor__copies__item=scored.item_id).select_related("level")
    }
    return [_beside(one, marks[one.pk], references[one.pk]) for one in rubric_of(scored.item.round.rubric)]


def _beside(criterion: Criterion, own: Mark, reference: ReferenceMark) -> Beside:
    assert own.level is not None
    order = [level.pk for level in criterion.levels.all()]
    return Beside(
        criterion=criterion,
        own=own.level,
        comment=own.comment,
        reference=reference.level,
        because=reference.because,
        steps=order.index(own.level.pk) - order.index(reference.level.pk),
    )


def _asked(sets: list[AnchorSet], attempts: list[Calibration], today: datetime.date) -> Asked:
    times = Counter(attempt.anchor_set_id for attempt in attempts)
    until = max((one.valid_until for one in attempts if one.valid_until), default=None)
    return Asked(
        next_set=min(sets, key=lambda one: (times[one.pk], one.pk)),
        attempts=attempts,
        valid_until=until,
        in_date=until is not None and until >= today,
        may_begin=calibration.may_begin(_plain(attempts[-1]) if attempts else None, today),
    )


def _plain(attempt: Calibration) -> calibration.Attempt:
    return calibration.Attempt(
        running=attempt.state == Calibration.State.RUNNING,
        passed=attempt.state == Calibration.State.PASSED,
        valid_until=attempt.valid_until,
        released=attempt.released_at is not None,
    )
