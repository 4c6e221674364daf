from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, Endorsement
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_own_application
from endorsement_plugin.record.events import record_event
from endorsement_plugin.rules.states import OPEN_APPLICATION, ApplicationState
from endorsement_plugin.signals import endorsement_changed

MAY_CHOOSE = OPEN_APPLICATION | {ApplicationState.ENDORSED}


@transaction.atomic
def list_in_registry(*, application: UUID, by: Visitor, listed: bool) -> Application:
    """Put one's name into the public registry or take it out: the wish before a decision, the line after it.

    Raises NotAllowed, and WrongState for an application that ended without an endorsement.
    """
    row = lock_own_application(by, application)
    if row.status not in MAY_CHOOSE:
        raise WrongState("This application has ended without an endorsement, so nothing of it is listed.")
    row.list_in_registry = listed
    row.save(update_fields=["list_in_registry", "changed_at"])
    for endorsement in lock(Endorsement).filter(application=row):
        endorsement.listed = listed
        endorsement.save(update_fields=["listed"])
        endorsement_changed.send(sender=Endorsement, endorsement=endorsement)
    record_event(row, "registry_listed" if listed else "registry_unlisted", by=by, role="applicant")
    return row
