from uuid import UUID

from django.db import transaction

from endorsement_plugin.background import ask
from endorsement_plugin.exams.queries.appeals import open_appeals
from endorsement_plugin.models import Application
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_own_or_entered
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.states import ApplicationState


@transaction.atomic
def withdraw_application(*, application: UUID, by: Visitor) -> Application:
    """The applicant gives the application up, or says so on paper. The links that its referees hold lead
    nowhere from now on.

    Doing it twice changes nothing. Raises NotAllowed, WrongState.
    """
    row = lock_own_or_entered(by, application)
    if row.status is ApplicationState.WITHDRAWN:
        return row
    move(row, ApplicationState.WITHDRAWN)
    row.save(update_fields=["state", "changed_at"])
    record_writing(row, "withdrawn", by=by)
    for sitting in row.sittings.filter(review_ref__isnull=False, closed_at=None):
        ask("endorsement.stop_scoring", str(sitting.pk))
    for appeal in open_appeals(row):
        ask("endorsement.stop_appeal", str(appeal.pk))
    return row
