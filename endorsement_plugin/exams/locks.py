"""How every step of a candidate begins: with the sitting, locked."""

from uuid import UUID

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor, sittings_of
from endorsement_plugin.rules.states import ApplicationState, SittingState


def lock_sitting(by: Visitor, sitting: UUID) -> Sitting:
    """The candidate's own sitting, locked to the end of the transaction. Raises NotAllowed, WrongState."""
    sitting_row = lock(Sitting, sittings_of(by)).select_related("paper").filter(pk=sitting).first()
    if sitting_row is None:
        raise NotAllowed("This is not your exam.")
    if sitting_row.application.status is not ApplicationState.EXAM:
        raise WrongState("This application is no longer at the exam, so the exam is closed.")
    return sitting_row


def lock_open(by: Visitor, sitting: UUID) -> Sitting:
    """The same while it is being written. Raises NotAllowed, and WrongState before and after that."""
    row = lock_sitting(by, sitting)
    if row.status is not SittingState.OPEN:
        raise WrongState("This exam is not open, so nothing was saved.")
    return row
