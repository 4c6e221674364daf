"""Money that goes back, in part or whole."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.clock import today
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.fees.rules import Return, wrong_in
from endorsement_plugin.models import Fee, Refund
from endorsement_plugin.permissions import Visitor, fees_coordinated_by
from endorsement_plugin.record.moves import move, passed
from endorsement_plugin.record.reasons import LONGEST
from endorsement_plugin.rules.payments import Method
from endorsement_plugin.rules.states import FeeState

from .locked import locked, locked_by_coordinator
from .noting import note_fee


@transaction.atomic
def refund_fee(*, fee: UUID, by: Visitor, given_back: Return) -> Refund:
    """Note what was paid back; what goes back online is sent to the provider by a job.

    Once all of it went back, the fee is refunded. Raises NotAllowed; Incomplete with what is wrong;
    WrongState where it is not paid.
    """
    row = locked_by_coordinator(by, fee)
    if row.status is not FeeState.PAID:
        raise passed(row)
    problems = wrong_in(given_back, row, today(row.association))
    if problems:
        raise Incomplete("Something is missing or wrong.", problems)
    refund = Refund.objects.create(
        fee=row,
        amount=given_back.amount,
        method=given_back.method,
        refunded_on=given_back.refunded_on,
        reason=given_back.reason.strip()[:LONGEST],
        reference=given_back.reference,
        by_id=by.pk,  # type: ignore[misc]
    )
    if not row.left:
        move(row, FeeState.REFUNDED)
        row.save(update_fields=["state"])
    if refund.method == Method.PROVIDER:
        ask("endorsement.refund_payment", str(refund.pk))
    said = f"{row.label}, {refund.price}, {refund.get_method_display()}: {refund.reason}"
    note_fee(row, "fee_refunded", by=by, role="coordinator", detail=said)
    return refund


@transaction.atomic
def take_back_refund(*, refund: UUID, by: Visitor) -> Refund:
    """It was not paid back after all: noted by mistake, or the check came back.

    Raises NotAllowed; WrongState where that was said before, or the provider has sent the money already.
    """
    found = Refund.objects.filter(pk=refund, fee__in=fees_coordinated_by(by)).first()
    if found is None:
        raise NotAllowed("This is not a refund of a fee that you coordinate.")
    fee = locked(found.fee_id)
    row = fee.refunds.get(pk=refund)
    if row.taken_back_at is not None:
        raise WrongState("This was taken back already.")
    if row.method == Method.PROVIDER:
        raise WrongState("The payment provider pays this back: it cannot be called back from here.")
    row.taken_back_at, row.taken_back_by_id = timezone.now(), by.pk
    row.save(update_fields=["taken_back_at", "taken_back_by"])
    _paid_again(fee)
    note_fee(fee, "fee_refund_taken_back", by=by, role="coordinator", detail=f"{fee.label}, {row.price}")
    return row


@transaction.atomic
def note_refund_sent(*, refund: UUID, reference: str) -> None:
    """The provider has taken it on. Twice is once."""
    fee = locked(Refund.objects.get(pk=refund).fee_id)
    row = fee.refunds.get(pk=refund)
    if row.sent_at is None:
        row.sent_at, row.reference = timezone.now(), reference[:120] or row.reference
        row.save(update_fields=["sent_at", "reference"])
        note_fee(
            fee, "fee_refund_sent", by=None, role="system", detail=f"{fee.label}, {row.price}: {reference}"
        )


def _paid_again(fee: Fee) -> None:
    if fee.status is FeeState.REFUNDED:
        move(fee, FeeState.PAID)
        fee.save(update_fields=["state"])
