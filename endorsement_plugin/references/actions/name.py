from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from endorsement_plugin.errors import Incomplete, WrongState
from endorsement_plugin.models import Application, Reference
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_for_referees
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.references.eligibility import refuse_referee
from endorsement_plugin.rules.states import ReferenceState


@transaction.atomic
def name_referee(
    *,
    application: UUID,
    by: Visitor,
    slot: int,
    name: str,
    email: str,
    role: str = "",
    waived: bool = False,
) -> Reference:
    """Name the referee of this slot, or correct one who has not been written to yet.

    Raises NotAllowed, WrongState once the request was sent, Incomplete for an address that cannot be asked.
    """
    row = lock_for_referees(by, application)
    roles = row.definition.roles
    if not 1 <= slot <= len(roles):
        raise Incomplete("This application asks for no such reference.")
    refuse_referee(row.person, _current(row).exclude(slot=slot), email)
    reference = _of_slot(row, slot)
    reference.name, reference.email, reference.waived = name, email, waived
    reference.role = role or roles[slot - 1]
    reference.save()
    record_writing(row, "referee_named", by=by, detail=f"reference {slot}")
    return reference


def _of_slot(application: Application, slot: int) -> Reference:
    current = _current(application).filter(slot=slot).first()
    if current and current.status is not ReferenceState.DRAFT:
        raise WrongState(f"{current.name} has been asked already. Replace this referee to name another.")
    return current or Reference(application=application, slot=slot)


def _current(application: Application) -> QuerySet[Reference]:
    return application.references.exclude(state=ReferenceState.REPLACED)
