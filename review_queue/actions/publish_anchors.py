"""Publish a set of anchors: complete, and from then on unchangeable, like the rubric it is marked by."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from ..errors import Frozen, Unready
from ..locks import lock
from ..models import Anchor, AnchorSet, Criterion, Rubric

FEWEST = 3
"""For a calibration. Eight to ten are usual."""


@transaction.atomic
def publish_anchors(*, anchors: AnchorSet) -> AnchorSet:
    """The set, published. Raises Frozen if it is already, Unready with the first thing that is missing."""
    locked = lock(AnchorSet).get(pk=anchors.pk)
    if locked.is_frozen:
        raise Frozen
    problem = next(problems(locked), None)
    if problem:
        raise Unready(problem)
    now = timezone.now()
    locked.published_at = now
    locked.save(update_fields=["published_at"])
    Rubric.objects.filter(pk=locked.rubric_id, frozen_at=None).update(frozen_at=now)
    return locked


@transaction.atomic
def retire_anchors(*, anchors: AnchorSet) -> AnchorSet:
    """Nobody is given the set any more; what was scored with it stays. Raises Unready if nobody was yet."""
    locked = lock(AnchorSet).get(pk=anchors.pk)
    if not locked.is_frozen:
        raise Unready("Only a published set can be retired. Delete this one instead.")
    locked.retired_at = locked.retired_at or timezone.now()
    locked.save(update_fields=["retired_at"])
    return locked


def problems(anchors: AnchorSet) -> Iterator[str]:
    """What still stands against publishing, in sentences. A fixed number of queries."""
    yield from _of_set(anchors)
    criteria = list(Criterion.objects.filter(rubric=anchors.rubric_id))
    texts = list(anchors.anchors.prefetch_related("sections", "references__level"))
    fewest = FEWEST if anchors.use == AnchorSet.Use.CALIBRATION else 1
    if len(texts) < fewest:
        yield f"This set has {len(texts)} of the {fewest} texts that it needs at least."
    for one in texts:
        yield from _of_text(one, criteria)


def _of_set(anchors: AnchorSet) -> Iterator[str]:
    rubrics = set(anchors.rounds.values_list("rubric", flat=True))
    if anchors.use == AnchorSet.Use.SEEDED and not rubrics:
        yield "Say in which rounds these texts appear."
    if rubrics - {anchors.rubric_id}:
        yield "Every round must use the same version of the rubric as these texts."
    if anchors.use == AnchorSet.Use.CALIBRATION and not anchors.rubric.rounds.exists():
        yield "No round uses this rubric yet, so nobody needs this calibration."


def _of_text(one: Anchor, criteria: list[Criterion]) -> Iterator[str]:
    parts = one.sections.all()
    if not parts or not all(part.prompt.strip() and part.text.strip() for part in parts):
        yield f"“{one.name}” needs at least one part, each with a question and an answer."
    given = {mark.criterion_id: mark for mark in one.references.all()}
    for criterion in criteria:
        mark = given.pop(criterion.pk, None)
        if mark is None:
            yield f"“{one.name}” has no reference mark for “{criterion.name}”."
        elif mark.level.criterion_id != criterion.pk:
            yield f"In “{one.name}” the level for “{criterion.name}” belongs to another criterion."
        elif not mark.because.strip():
            yield f"Say in a sentence why “{one.name}” earns its mark for “{criterion.name}”."
    if given:
        yield f"“{one.name}” has a mark for a criterion of another rubric."
