"""Into the public registry and out of it: the wish before a decision, the line after it."""

from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, Endorsement
from endorsement_plugin.permissions import Visitor, endorsements_of
from endorsement_plugin.record.application_locks import lock_own_application
from endorsement_plugin.record.events import record_endorsement_event, record_event
from endorsement_plugin.rules.states import ENDED, OPEN_APPLICATION, ApplicationState
from endorsement_plugin.signals import endorsement_changed

MAY_CHOOSE = OPEN_APPLICATION | {ApplicationState.ENDORSED}


@transaction.atomic
def list_in_registry(*, application: UUID, by: Visitor, listed: bool) -> Application:
    """Put one's name into the public registry or take it out: the wish before a decision, the line after it.

    Raises NotAllowed, and WrongState for an application that ended without an endorsement, or whose
    endorsement is retired or removed.
    """
    row = lock_own_application(by, application)
    if row.status not in MAY_CHOOSE:
        raise WrongState("This application has ended without an endorsement, so nothing of it is listed.")
    row.list_in_registry = listed
    row.save(update_fields=["list_in_registry", "changed_at"])
    for endorsement in lock(Endorsement).filter(application=row):
        _list(endorsement, by, listed)
    record_event(row, _action(listed), by=by, role="applicant")
    return row


@transaction.atomic
def list_endorsement(*, endorsement: int, by: Visitor, listed: bool) -> None:
    """The same for what one holds, whether an application came before it or not.

    Raises NotAllowed, and WrongState for an endorsement that is retired or removed.
    """
    row = endorsements_of(by).filter(pk=endorsement).first()
    if row is None:
        raise NotAllowed("This is not your endorsement.")
    if row.application_id is not None:
        list_in_registry(application=row.application_id, by=by, listed=listed)
        return
    _list(lock(Endorsement).get(pk=row.pk), by, listed)


def _list(endorsement: Endorsement, by: Visitor, listed: bool) -> None:
    if endorsement.status in ENDED:
        raise WrongState(f"This endorsement is {endorsement.status.value}, so it is not in the registry.")
    endorsement.listed = listed
    endorsement.save(update_fields=["listed"])
    record_endorsement_event(endorsement, _action(listed), by=by, role="holder")
    endorsement_changed.send(sender=Endorsement, endorsement=endorsement)


def _action(listed: bool) -> str:
    return "registry_listed" if listed else "registry_unlisted"
