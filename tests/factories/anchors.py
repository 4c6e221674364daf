"""Sets of anchors with reference marks, and reviewers who have been through them by the real actions."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from review_queue.calibration.actions import begin_calibration, publish_anchors
from review_queue.calibration.queries.attempts import asked_of
from review_queue.items.queries.scorecards import rubric_of
from review_queue.models import (
    Anchor,
    AnchorSection,
    AnchorSet,
    Assignment,
    Calibration,
    ReferenceMark,
    Reviewer,
    Round,
)
from tests.factories.reviews import make_pool, score

PROMPT = "What would you do?"
TEXT = "I would ask [NAME-1] what the evenings are like, and wait for the answer."
POINTS = (2, 3, 1)


def make_anchors(
    scored_in: Round, use: str = "calibration", points: Sequence[int] = POINTS, **given: Any
) -> AnchorSet:
    """A published set with a text for each of `points`, which it earns on every criterion."""
    made = draft_anchors(scored_in, use, points, **given)
    return publish_anchors(anchors=made)


def draft_anchors(
    scored_in: Round, use: str = "calibration", points: Sequence[int] = POINTS, **given: Any
) -> AnchorSet:
    """The same, not published."""
    values = {"pool": make_pool(), "title": "Three invented families", **given}
    made = AnchorSet.objects.create(rubric=scored_in.rubric, use=use, **values)
    if use == "seeded":
        made.rounds.add(scored_in)
    for number, worth in enumerate(points):
        add_anchor(made, f"Text {number}", worth)
    return made


def add_anchor(to: AnchorSet, name: str, worth: int, prompt: str = PROMPT, text: str = TEXT) -> Anchor:
    anchor = Anchor.objects.create(anchor_set=to, name=name, origin="synthetic")
    AnchorSection.objects.create(anchor=anchor, prompt=prompt, text=text)
    for criterion in rubric_of(to.rubric):
        level = criterion.levels.get(points=worth)
        ReferenceMark.objects.create(
            anchor=anchor, criterion=criterion, level=level, because=f"It earns {worth}."
        )
    return anchor


def begin(reviewer: Reviewer) -> list[Assignment]:
    """Begin the first calibration that is asked; its texts in the order of the set."""
    asked = asked_of(reviewer, timezone.localdate())[0]
    attempt = begin_calibration(reviewer=reviewer, anchors=asked.next_set)
    return texts_of(attempt)


def texts_of(attempt: Calibration) -> list[Assignment]:
    work = Assignment.objects.filter(item__anchor_copy__calibration=attempt)
    return list(work.order_by("item__anchor_copy__anchor"))


def calibrate(reviewer: Reviewer, off: int = 0) -> Calibration:
    """Score every text as its reference does, or `off` points lower; the attempt that has ended."""
    for one in begin(reviewer):
        worth = one.item.anchor_copy.anchor.references.all()[0].level.points
        score(one, max(0, worth - off))
    return Calibration.objects.filter(reviewer=reviewer).latest("pk")
