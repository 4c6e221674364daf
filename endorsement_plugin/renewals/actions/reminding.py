"""A coordinator reminds somebody to renew."""

from datetime import date
from uuid import UUID

from django.db import transaction

from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.locks import lock_decided
from endorsement_plugin.errors import WrongState
from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import compose_for_holder
from endorsement_plugin.models import Endorsement
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_endorsement_event
from endorsement_plugin.renewals.queries.clock import BY_HAND
from endorsement_plugin.renewals.queries.periods import period_of
from endorsement_plugin.renewals.queries.season import REMINDER
from endorsement_plugin.renewals.rules import Phase

NO_ADDRESS = "No e-mail address is known."
DUE_OTHERWISE = "It is due on another day by now."
NOTHING_TO_DO = "There is nothing for its holder to do now."
TOO_EARLY = "It cannot be renewed yet."


@transaction.atomic
def remind(*, endorsement: int, due: date, by: Visitor, note: str = "", run: UUID | None = None) -> None:
    """Write to its holder that it is to be renewed by this day. Of one run once.

    It counts as the clock's reminder of the stage that has come; the clock's of the next stage leaves.
    Raises NotAllowed, also for one's own; WrongState where there is nobody to write to, or nothing that its
    holder could do.
    """
    row = lock_decided(by, endorsement)
    refusal = _why_not(row, due)
    if refusal:
        raise WrongState(refusal)
    letter = compose_for_holder(REMINDER, row, note=note)
    day = today(row.association)
    event = record_endorsement_event(row, BY_HAND, by=by, role="coordinator", detail=note, effective_on=day)
    post_to_holder(row, letter, event_key=f"{REMINDER}:{row.pk}:{run or event.pk}")


def _why_not(row: Endorsement, due: date) -> str:
    if row.renewal_due != due:
        return DUE_OTHERWISE
    period = period_of(row)
    if not (period.is_renewable and period.may_be_submitted):
        return NOTHING_TO_DO
    if period.phase(today(row.association)) is Phase.EARLY:
        return TOO_EARLY
    return "" if row.person.email else NO_ADDRESS
