from uuid import UUID

from django.db import transaction

from endorsement_plugin.clock import today
from endorsement_plugin.errors import WrongState
from endorsement_plugin.exams.queries.appeals import open_appeals
from endorsement_plugin.mail.actions import tell_applicant
from endorsement_plugin.models import Application
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.record.reasons import given_reason
from endorsement_plugin.requirements.deadlines import respond_by
from endorsement_plugin.rules.states import RESUMABLE, ApplicationState

from .decide import SCORED_AGAIN


@transaction.atomic
def resume_review(*, application: UUID, by: Visitor, reason: str) -> Application:
    """A coordinator takes an application back into review that is ready, or waits for its applicant.

    What was submitted last counts. Whoever could still have changed it is told, with a new promised day.
    Raises NotAllowed; WrongState also while its exam is being scored again; Incomplete without a reason.
    """
    row = lock_application(by, application)
    was = row.status
    if open_appeals(row).exists():
        raise WrongState(SCORED_AGAIN)
    move(row, ApplicationState.IN_REVIEW, out_of=RESUMABLE)
    why = given_reason(reason)
    row.return_note = ""
    if was is not ApplicationState.READY:
        row.answer_by = respond_by(today(row.association), row.association.answer_after_months)
    row.save(update_fields=["state", "return_note", "answer_by", "changed_at"])
    event = record_event(row, "review_resumed", by=by, role="coordinator", detail=why)
    if was is not ApplicationState.READY:
        tell_applicant(row, "review_resumed", event, reason=why)
    return row
