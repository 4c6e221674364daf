from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import WrongState
from endorsement_plugin.exams.queries.retakes import next_sitting
from endorsement_plugin.exams.retakes import refuse_late, refuse_retake
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.reasons import LONGEST
from endorsement_plugin.rules.states import SittingState

from .schedule import tell_candidate


@transaction.atomic
def move_sitting(*, application: UUID, by: Visitor, today: date, opens_on: date, reason: str = "") -> Sitting:
    """Let a scheduled exam open on another day, today at the earliest, and tell the candidate.

    The same day again changes nothing. Raises NotAllowed; WrongState when no exam waits to be begun;
    Incomplete for a retake before the wait is over, without a `reason`, and for a day on which the approval
    is no longer valid.
    """
    row = lock_application(by, application)
    sitting = lock(Sitting, row.sittings.all()).filter(state=SittingState.SCHEDULED).last()
    if sitting is None:
        raise WrongState("No exam is scheduled that has not been begun, so there is none to move.")
    opens_on = max(opens_on, today)
    if opens_on == sitting.opens_on:
        return sitting
    refuse_retake(replace(next_sitting(row), seen=False, used_up=0), opens_on, reason)
    refuse_late(opens_on, sitting.open_until)
    sitting.opens_on = opens_on
    sitting.save(update_fields=["opens_on"])
    detail = f"{opens_on.isoformat()} {reason.strip()}".strip()[:LONGEST]
    event = record_event(row, "exam_moved", by=by, role="coordinator", detail=detail)
    tell_candidate(row, sitting, letter="exam_moved", event_key=f"exam-moved:{event.pk}")
    return sitting
