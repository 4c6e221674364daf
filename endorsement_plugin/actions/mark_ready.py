from datetime import date
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import WrongState
from endorsement_plugin.models import Application
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.queries.assessments import assessment_of
from endorsement_plugin.queries.sittings import exam_outstanding
from endorsement_plugin.rules.states import ApplicationState

from .coordinating import lock_application
from .events import record_event
from .moves import move


@transaction.atomic
def mark_ready(*, application: UUID, by: Visitor, today: date) -> Application:
    """The review is done and nothing else is waited for: the application can be decided.

    Raises NotAllowed, and WrongState also while an exam is still owed.
    """
    row = lock_application(by, application)
    if exam_outstanding(assessment_of(row, today)):
        raise WrongState("This credential asks for an exam, so schedule the exam first.")
    move(row, ApplicationState.READY, out_of={ApplicationState.IN_REVIEW})
    row.save(update_fields=["state", "changed_at"])
    record_event(row, "ready", by=by, role="coordinator")
    return row
