"""What a coordinator says of a fee that is due: paid, waived, or invoiced to somebody else."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.errors import Incomplete, NotAllowed, Problem
from endorsement_plugin.fees.rules import MISSING
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Fee
from endorsement_plugin.permissions import Visitor, fees_coordinated_by
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.record.reasons import LONGEST
from endorsement_plugin.rules.states import FeeState


@transaction.atomic
def settle_fee(*, fee: UUID, by: Visitor, state: FeeState, reason: str = "") -> Fee:
    """Mark it as paid, waived or invoiced.

    `reason` is a reference of the payment, why it is waived, or whom the bill went to. Raises NotAllowed;
    Incomplete without a reason where one is needed; WrongState if it is settled already.
    """
    row = _locked(by, fee)
    move(row, state, out_of={FeeState.DUE, FeeState.INVOICED})
    if state in MISSING and not reason.strip():
        problem = Problem("reason_missing", MISSING[state], ("reason",))
        raise Incomplete("Something is missing.", [problem])
    row.reason = reason.strip()[:LONGEST]
    row.settled_at, row.settled_by_id = timezone.now(), by.pk
    row.save(update_fields=["state", "reason", "settled_at", "settled_by"])
    _note(row, f"fee_{state.value}", by)
    return row


@transaction.atomic
def take_back_fee(*, fee: UUID, by: Visitor) -> Fee:
    """It is due again. A step that was taken meanwhile is not taken back. Raises NotAllowed, WrongState."""
    row = _locked(by, fee)
    move(row, FeeState.DUE)
    row.reason, row.settled_at, row.settled_by = "", None, None
    row.save(update_fields=["state", "reason", "settled_at", "settled_by"])
    _note(row, "fee_due_again", by)
    return row


def _locked(by: Visitor, fee: UUID) -> Fee:
    row = lock(Fee, fees_coordinated_by(by)).filter(pk=fee).first()
    if row is None:
        raise NotAllowed("This is not a fee of an application that you coordinate.")
    return row


def _note(fee: Fee, action: str, by: Visitor) -> None:
    said = f"{fee.label}, {fee.price}" + (f": {fee.reason}" if fee.reason else "")
    record_event(fee.application, action, by=by, role="coordinator", detail=said)
