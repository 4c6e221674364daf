"""How every step of a candidate begins: with the sitting, locked."""

from uuid import UUID

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor, sittings_of
from endorsement_plugin.rules.states import ApplicationState


def lock_sitting(by: Visitor, sitting: UUID) -> Sitting:
    """The candidate's own sitting, locked to the end of the transaction. Raises NotAllowed, WrongState."""
    sitting_row = lock(Sitting, sittings_of(by)).select_related("paper").filter(pk=sitting).first()
    if sitting_row is None:
        raise NotAllowed("This is not your exam.")
    if sitting_row.application.status is not ApplicationState.EXAM:
        raise WrongState("This application is no longer at the exam, so the exam is closed.")
    return sitting_row
