"""A reviewer begins a calibration: all its texts at once, in the queue like other work."""

from django.db import transaction
from django.utils import timezone

from ..errors import NotNow
from ..locks import lock
from ..models import Anchor, AnchorSet, Assignment, Calibration, Reviewer
from ..queries.calibrating import asked_of
from ..queries.moments import deadlines
from .accept import accept
from .copy_anchors import Copy, copy_anchors


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
