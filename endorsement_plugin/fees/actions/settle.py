"""What a coordinator says of a fee that is due: paid, waived, or invoiced to somebody else."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.errors import Incomplete, NotAllowed, Problem
from endorsement_plugin.fees.rules import MISSING
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, Endorsement, Fee
from endorsement_plugin.permissions import Visitor, fees_coordinated_by
from endorsement_plugin.record.moves import move
from endorsement_plugin.record.reasons import LONGEST
from endorsement_plugin.rules.states import FeeState

from .noting import note_fee


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
    """The fee, with what it is of locked before it."""
    rows = fees_coordinated_by(by).filter(pk=fee)
    if not rows.exists():
        raise NotAllowed("This is not a fee that you coordinate.")
    lock(Application).filter(fees=fee).first()
    lock(Endorsement).filter(fees=fee).first()
    return lock(Fee).get(pk=fee)


def _note(fee: Fee, action: str, by: Visitor) -> None:
    said = f"{fee.label}, {fee.price}" + (f": {fee.reason}" if fee.reason else "")
    note_fee(fee, action, by=by, role="coordinator", detail=said)
