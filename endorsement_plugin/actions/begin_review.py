from uuid import UUID

from django.db import transaction

from endorsement_plugin.models import Application
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.rules.states import ApplicationState

from .coordinating import lock_application
from .events import record_event
from .moves import move


@transaction.atomic
def begin_review(*, application: UUID, by: Visitor) -> Application:
    """A coordinator takes a submitted application up. Raises NotAllowed, WrongState."""
    row = lock_application(by, application)
    move(row, ApplicationState.IN_REVIEW, out_of={ApplicationState.SUBMITTED})
    row.save(update_fields=["state", "changed_at"])
    record_event(row, "review_begun", by=by, role="coordinator")
    return row
