from typing import Literal
from uuid import UUID

from django.db import transaction

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_event
from endorsement_plugin.rules.states import SittingState

from .settling import settle, settle_by_parts

CLOSED = (SittingState.PASSED, SittingState.FAILED, SittingState.CLOSED)


@transaction.atomic
def record_outcome(
    *, ref: UUID, outcome: Literal["passed", "failed"], feedback: str = "", by: Visitor | None = None
) -> Sitting | None:
    """Close the sitting that the reviewers know as `ref`, and make its application ready for a decision.

    Of an exam with parts it is the outcome of the one that was written here, and the sitting is closed once
    the others have theirs. Hearing an outcome twice is hearing it once; an unknown `ref` is somebody else's
    and gives None. The candidate's names are taken out of the feedback. A withdrawn application stays
    withdrawn, and a closed sitting closed.
    """
    rows = lock(Sitting).select_related("application__association", "application__person")
    row = rows.filter(review_ref=ref).first()
    if row is None or row.status in CLOSED:
        return row
    written = row.written_part
    if written is None:
        settle(row, outcome, feedback=feedback, by=by)
    elif not written.outcome:
        written.outcome = outcome
        written.save(update_fields=["outcome"])
        detail = f"{written}: {written.in_words}"
        role = "coordinator" if by else "system"
        record_event(row.application, "exam_part_scored", by=by, role=role, detail=detail)
        settle_by_parts(row, feedback=feedback, by=by)
    return row
