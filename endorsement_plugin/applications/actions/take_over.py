from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.models import Application
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_own_application
from endorsement_plugin.record.events import record_event

TAKEN_OVER = "taken_over"


@transaction.atomic
def take_over(*, application: UUID, by: Visitor) -> Application:
    """The applicant goes on themselves with what was entered from paper; coordinators enter nothing any more.

    Doing it twice changes nothing, and neither does it in an application that was never on paper. Raises
    NotAllowed.
    """
    row = lock_own_application(by, application)
    if not row.is_on_paper:
        return row
    row.taken_over_at = timezone.now()
    row.revision += 1
    row.save(update_fields=["taken_over_at", "revision", "changed_at"])
    record_event(row, TAKEN_OVER, by=by, role="applicant")
    return row
