from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.clock import today
from endorsement_plugin.errors import WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.mail.actions import tell_applicant
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.record.reasons import given_reason
from endorsement_plugin.requirements.deadlines import respond_by
from endorsement_plugin.rules.states import AWAITS_OUTCOME, ApplicationState, SittingState


@transaction.atomic
def close_exam(*, application: UUID, by: Visitor, reason: str) -> Sitting:
    """End an exam without an outcome, begun or not; its application is back in review, the candidate told.

    What was written is kept. Reviewers who have it are stopped. Raises NotAllowed, WrongState, and Incomplete
    without a reason.
    """
    row = lock_application(by, application)
    sitting = lock(Sitting, row.sittings.all()).order_by("number").last()
    if row.status is not ApplicationState.EXAM or sitting is None:
        raise WrongState(f"This application is “{row.status.label}”, so there is no exam to close.")
    why = given_reason(reason)
    scoring = sitting.status in AWAITS_OUTCOME and sitting.review_ref is not None
    move(sitting, SittingState.CLOSED)
    move(row, ApplicationState.IN_REVIEW)
    sitting.closed_at = None if scoring else timezone.now()
    sitting.save(update_fields=["state", "closed_at"])
    row.answer_by = respond_by(today(row.association), row.association.answer_after_months)
    row.save(update_fields=["state", "answer_by", "changed_at"])
    event = record_event(row, "exam_closed", by=by, role="coordinator", detail=why)
    if scoring:
        ask("endorsement.stop_scoring", str(sitting.pk))
    tell_applicant(row, "exam_closed", event, reason=why)
    return sitting
