"""What a coordinator says of a fee that is due: paid, waived, or invoiced to somebody else."""

from collections.abc import Collection
from typing import Unpack
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.errors import Incomplete, WrongState
from endorsement_plugin.fees.rules import Said, Settlement, missing_in
from endorsement_plugin.models import Fee
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.moves import move
from endorsement_plugin.record.reasons import LONGEST
from endorsement_plugin.rules.payments import PaymentState
from endorsement_plugin.rules.states import FeeState

from .locked import lock_what_they_are_of, locked_by_coordinator
from .noting import note_fee

SETTLED = ["state", "reason", "method", "paid_on", "payer", "reference", "settled_at", "settled_by"]


@transaction.atomic
def settle_fee(*, fee: UUID, by: Visitor, state: FeeState, **said: Unpack[Said]) -> Fee:
    """Mark it as paid, waived or invoiced; what is said of it is a `Settlement`.

    Raises NotAllowed; Incomplete without what has to be known (`fees.rules.missing_in`); WrongState if it is
    settled already.
    """
    row, settlement = locked_by_coordinator(by, fee), Settlement(state, **said)
    move(row, state, out_of={FeeState.DUE, FeeState.INVOICED})
    problems = missing_in(settlement, today(row.association))
    if problems:
        raise Incomplete("Something is missing.", problems)
    row.reason = settlement.reason.strip()[:LONGEST]
    row.method, row.paid_on = settlement.method, settlement.paid_on
    row.payer = settlement.payer or row.payer
    row.reference = settlement.reference or row.reference
    row.settled_at, row.settled_by_id = timezone.now(), by.pk
    row.save(update_fields=SETTLED)
    note_fee(row, f"fee_{row.state}", by=by, role="coordinator", detail=_said(row))
    return row


@transaction.atomic
def settle_fees(*, fees: Collection[UUID], by: Visitor, state: FeeState, **said: Unpack[Said]) -> list[Fee]:
    """The same for several, as for a group whose employer pays: all of them or none.

    Raises what `settle_fee` does, of the first that cannot be settled so.
    """
    lock_what_they_are_of(fees)
    return [settle_fee(fee=fee, by=by, state=state, **said) for fee in sorted(set(fees))]


@transaction.atomic
def take_back_fee(*, fee: UUID, by: Visitor) -> Fee:
    """It is due again. A step that was taken meanwhile is not taken back.

    Raises NotAllowed; WrongState where it is due, some of it was paid back, or it was paid online.
    """
    row = locked_by_coordinator(by, fee)
    if row.standing_refunds:
        raise WrongState("Some of this fee was paid back. Take that back first.")
    if row.payments.filter(state=PaymentState.PAID).exists():
        raise WrongState("This fee was paid online: pay it back instead.")
    move(row, FeeState.DUE)
    row.reason = row.method = row.payer = row.reference = ""
    row.paid_on, row.settled_at, row.settled_by = None, None, None
    row.save(update_fields=SETTLED)
    note_fee(row, "fee_due_again", by=by, role="coordinator", detail=_said(row))
    return row


def _said(fee: Fee) -> str:
    """What the history keeps: the fee, how it was paid, by whom, the reference, and the reason."""
    how = ", ".join(filter(None, [fee.get_method_display(), fee.payer, fee.reference]))
    return ": ".join(filter(None, [f"{fee.label}, {fee.price}", how, fee.reason]))
