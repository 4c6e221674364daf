"""A holder ends what they have no use for any more, and takes that back."""

from django.db import transaction

from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.letters import letter_about
from endorsement_plugin.endorsements.locks import lock_own
from endorsement_plugin.endorsements.moves.asking import cannot_retire
from endorsement_plugin.endorsements.queries import TAKE_BACK_DAYS, own_retirement
from endorsement_plugin.endorsements.rules import Planned
from endorsement_plugin.errors import WrongState
from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.models import EndorsementEvent
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.rules.states import EndorsementState

from .apply_move import apply_move, take_back

RETIRED = "retired"
TOO_LATE = (
    f"You can take this back within {TAKE_BACK_DAYS} days, and only if you retired it yourself. Ask to be "
    "active again instead."
)


@transaction.atomic
def retire_own(*, endorsement: int, by: Visitor) -> EndorsementEvent:
    """Retire one's own endorsement; a letter confirms it. Raises NotAllowed for another's, WrongState."""
    row = lock_own(by, endorsement)
    refused = cannot_retire(row)
    if refused:
        raise WrongState(refused)
    planned = Planned(changes={"state": EndorsementState.RETIRED}, said={"reason": "", "other": None})
    event = apply_move(row, RETIRED, by=by, role="holder", changes=planned.changes)
    letter = letter_about(RETIRED, row, planned, today(row.association))
    if letter is not None:
        post_to_holder(row, letter, event_key=f"{RETIRED}:{event.pk}")
    return event


@transaction.atomic
def take_back_own(*, endorsement: int, by: Visitor) -> EndorsementEvent:
    """Have one's own endorsement as it was before one retired it. Raises NotAllowed, WrongState."""
    row = lock_own(by, endorsement)
    retired = own_retirement(row, today(row.association))
    if retired is None:
        raise WrongState(TOO_LATE)
    return take_back(row, retired, by=by, role="holder")
