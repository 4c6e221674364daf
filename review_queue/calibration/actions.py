"""Publish a set of anchors: complete, and from then on unchangeable, like the rubric it is marked by.

A reviewer begins a calibration: all its texts at once, in the queue like other work.

What becomes of a copy of an anchor. Nothing that its reviewer sees depends on it, but for calibrations.

A chief lets a reviewer begin a calibration again that was not passed.
"""

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from review_queue.assigning.actions.accept import accept
from review_queue.assigning.actions.copy_anchors import Copy, copy_anchors
from review_queue.assigning.queries.deadlines import deadlines
from review_queue.errors import Frozen, NotNow, Unready, WrongState
from review_queue.locks import lock
from review_queue.mail import write
from review_queue.models import (
    Anchor,
    AnchorCopy,
    AnchorSet,
    Assignment,
    Calibration,
    Criterion,
    Event,
    Item,
    Reviewer,
    Rubric,
)
from review_queue.permissions import User
from review_queue.record import move, record
from review_queue.rules.calibration import Standard, meets, together
from review_queue.rules.transitions import ACTIVE, ItemState
from review_queue.statements.subjects import Subject

from .letters import again_letter, calibration_letters
from .queries.attempts import asked_of, compared

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


@transaction.atomic
def begin_calibration(*, reviewer: Reviewer, anchors: AnchorSet) -> Calibration:
    """The attempt, with its texts taken on, whatever else the reviewer holds.

    Raises NotNow if it is not asked of this reviewer, is running, is in date, or failed and the chief has not
    let the reviewer begin again.
    """
    locked = lock(Reviewer).get(pk=reviewer.pk)
    asked = {one.next_set.pk: one for one in asked_of(locked, timezone.localdate())}.get(anchors.pk)
    if asked is None or not asked.may_begin:
        raise NotNow
    attempt = Calibration.objects.create(reviewer=locked, anchor_set=asked.next_set)
    texts = list(attempt.anchor_set.anchors.prefetch_related("sections").order_by("pk"))
    for offered in copy_anchors([_copy(one, attempt) for one in texts]):
        accept(assignment=Assignment.objects.get(pk=offered.pk))
    return attempt


def _copy(anchor: Anchor, attempt: Calibration) -> Copy:
    asked, now = attempt.anchor_set, timezone.now()
    latest = asked.rubric.rounds.order_by("-pk")[0]
    due, answer_by = deadlines(latest, now)
    return Copy(
        anchor=anchor,
        reviewer=attempt.reviewer,
        round=latest,
        pool=asked.pool_id,
        language=asked.language,
        parts=[(f"part-{number}", part.prompt) for number, part in enumerate(anchor.sections.all(), start=1)],
        due=due,
        answer_by=answer_by,
        leaves=now,
        calibration=attempt,
    )


def calibration_scored(item: Item) -> None:
    """The review of a locked copy is handed in; the next page shows how it compares.

    A seeded one stays `assigned`, as an answer does whose other review is awaited, and reports compare it.
    """
    move(item, ItemState.SCORED)
    _end_if_complete(item)


def give_up(item: Item) -> None:
    """A locked copy will not be scored."""
    move(item, ItemState.WITHDRAWN)
    if item.kind == Item.Kind.CALIBRATION:
        _end_if_complete(item)


def _end_if_complete(item: Item) -> None:
    """The attempt ends with its last text: passed, not passed, or not finished."""
    attempt = lock(Calibration).get(copies__item=item)
    if Assignment.objects.filter(item__anchor_copy__calibration=attempt, state__in=ACTIVE).exists():
        return
    _judge(attempt)
    _write(attempt)
    tally = f"{attempt.exact}/{attempt.adjacent}/{attempt.marks}:{attempt.flips}"
    record(
        item,
        Event.Kind.CALIBRATED,
        detail=f"{attempt.state}:{tally}",
        states=(Subject.CALIBRATION, attempt.pk),
    )
    if attempt.state != Calibration.State.PASSED:
        write(calibration_letters(attempt))


def _judge(attempt: Calibration) -> None:
    results, asked = compared(attempt), attempt.anchor_set
    tally = together(one.tally for one in results)
    attempt.marks, attempt.exact = tally.marks, tally.exact
    attempt.adjacent, attempt.flips = tally.adjacent, tally.flips
    if len(results) < attempt.copies.count():
        attempt.state = Calibration.State.UNFINISHED
    elif meets(tally, Standard(asked.exact_least, asked.adjacent_least)):
        attempt.state = Calibration.State.PASSED
    else:
        attempt.state = Calibration.State.FAILED


def _write(attempt: Calibration) -> None:
    attempt.ended_at = timezone.now()
    if attempt.state == Calibration.State.PASSED:
        lasts = datetime.timedelta(days=attempt.anchor_set.valid_days)
        attempt.valid_until = timezone.localdate(attempt.ended_at) + lasts
    attempt.save()


OPEN_TO_LEAVE = (Calibration.State.FAILED, Calibration.State.UNFINISHED)


@transaction.atomic
def let_begin_again(*, attempt: Calibration, by: User) -> Calibration:
    """The attempt stays as it was; the next may begin, and the reviewer is told. Raises WrongState."""
    locked = lock(Calibration).get(pk=attempt.pk)
    if locked.state not in OPEN_TO_LEAVE or locked.released_at:
        raise WrongState
    locked.released_at, locked.released_by_id = timezone.now(), by.pk
    locked.save(update_fields=["released_at", "released_by"])
    last = AnchorCopy.objects.filter(calibration=locked).order_by("-pk")[0]
    record(last.item, Event.Kind.BEGIN_AGAIN, actor=by, detail=f"calibration:{locked.pk}")
    write([again_letter(locked)])
    return locked
