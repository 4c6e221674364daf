from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from endorsement_plugin.errors import WrongState
from endorsement_plugin.exams.locks import lock_sitting
from endorsement_plugin.fees.queries import unsettled
from endorsement_plugin.fees.rules import said
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.fees import Holds
from endorsement_plugin.rules.states import SittingState


@transaction.atomic
def open_sitting(*, sitting: UUID, by: Visitor, today: date) -> Sitting:
    """The candidate begins. Opening an exam that is open already changes nothing.

    Raises NotAllowed, and WrongState before the opening date, after the last day of the approval, while a
    fee has to be settled first, after the hand-in, and where every part is sat elsewhere.
    """
    row = lock_sitting(by, sitting)
    if row.status is SittingState.OPEN:
        return row
    if today < row.opens_on:
        raise WrongState(f"This exam opens on {date_format(row.opens_on, 'j F Y')}.")
    if row.open_until and row.approval_is_over(today) and row.status is SittingState.SCHEDULED:
        raise WrongState(
            f"Your approval to sit this exam was valid until {date_format(row.open_until, 'j F Y')}. Write "
            "to the association."
        )
    if not row.is_written_here:
        raise WrongState("Nothing of this exam is written here: its parts are sat elsewhere.")
    if row.status is SittingState.CLOSED:
        raise WrongState("This exam was closed. The association can open it again.")
    if fees := unsettled(row.application, Holds.EXAM):
        raise WrongState(" ".join(said(fee) for fee in fees))
    move(row, SittingState.OPEN)
    row.opened_at = timezone.now()
    row.save(update_fields=["state", "opened_at"])
    record_event(row.application, "exam_opened", by=by, role="applicant")
    return row
