from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import WrongState
from endorsement_plugin.exams.queries.sittings import may_reopen
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.record.reasons import given_reason
from endorsement_plugin.rules.states import ApplicationState, SittingState

from .schedule import tell_candidate


@transaction.atomic
def reopen_exam(*, application: UUID, by: Visitor, reason: str) -> Sitting:
    """Let a candidate go on with an exam that was closed before it was handed in; what was written is there.

    Raises NotAllowed, WrongState, and Incomplete without a reason.
    """
    row = lock_application(by, application)
    sitting = lock(Sitting, row.sittings.all()).order_by("number").last()
    if row.status is not ApplicationState.IN_REVIEW or not may_reopen(sitting):
        raise WrongState("There is no exam that was begun and closed, so there is none to open again.")
    assert sitting is not None
    why = given_reason(reason)
    move(sitting, SittingState.OPEN)
    move(row, ApplicationState.EXAM)
    sitting.closed_at = None
    sitting.save(update_fields=["state", "closed_at"])
    row.save(update_fields=["state", "changed_at"])
    event = record_event(row, "exam_reopened", by=by, role="coordinator", detail=why)
    tell_candidate(row, sitting, letter="exam_reopened", event_key=f"exam-reopened:{event.pk}")
    return sitting
