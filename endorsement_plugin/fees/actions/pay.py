"""Paying a fee at the payment provider's, from the press of the button to the message that it is paid."""

from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.fees.providers import Charge, Notice, PaymentProvider
from endorsement_plugin.models import Fee, OnlinePayment
from endorsement_plugin.permissions import Visitor, fees_of
from endorsement_plugin.record.moves import move, passed
from endorsement_plugin.rules.money import money
from endorsement_plugin.rules.payments import Method, PaymentState
from endorsement_plugin.rules.states import FeeState

from .locked import locked
from .noting import note_fee


class Outcome(StrEnum):
    """What a message of the provider changed."""

    TAKEN = "taken"
    KNOWN = "known"
    FAILED = "failed"
    DIFFERS = "differs"
    TWICE = "twice"


def pay(*, fee: UUID, by: Visitor, at: PaymentProvider, return_to: str, call_back: str) -> str:
    """Begin to pay one's own fee; the provider's address to go on to, which begins with https or http.

    Pressed twice it is one payment. Raises NotAllowed; WrongState unless it is due; Unreachable.
    """
    payment = _begun(fee=fee, by=by)
    started = at.start(
        Charge(payment.pk, payment.amount, payment.currency, payment.fee.label, return_to, call_back)
    )
    if urlsplit(started.address).scheme not in {"https", "http"}:
        raise WrongState("The payment provider sent no address to pay at. Please try again later.")
    OnlinePayment.objects.filter(pk=payment.pk, reference="").update(reference=started.reference)
    return started.address


@transaction.atomic
def _begun(*, fee: UUID, by: Visitor) -> OnlinePayment:
    if not fees_of(by).filter(pk=fee).exists():
        raise NotAllowed("This is not a fee of yours.")
    row = locked(fee)
    if row.status is not FeeState.DUE:
        raise passed(row)
    there = row.payments.filter(state=PaymentState.STARTED).first()
    return there or OnlinePayment.objects.create(
        fee=row,
        amount=row.amount,
        currency=row.currency,
        started_by_id=by.pk,  # type: ignore[misc]
    )


@transaction.atomic
def take_notice(*, notice: Notice) -> Outcome:
    """Hear what became of a payment. The same message twice changes nothing; one that differs, neither.

    Raises WrongState for a payment that was never begun here.
    """
    known = OnlinePayment.objects.filter(pk=notice.key).first()
    if known is None:
        raise WrongState("No such payment was begun here.")
    fee = locked(known.fee_id)
    payment = fee.payments.get(pk=notice.key)
    differs = (notice.amount, notice.currency) != (payment.amount, payment.currency)
    if differs or notice.reference != (payment.reference or notice.reference):
        said = f"{fee.label}: {notice.amount} {notice.currency}, {notice.reference}"
        note_fee(fee, "payment_differs", by=None, role="system", detail=said)
        return Outcome.DIFFERS
    if payment.state == PaymentState.PAID or (payment.state == PaymentState.FAILED and not notice.paid):
        return Outcome.KNOWN
    payment.state = PaymentState.PAID if notice.paid else PaymentState.FAILED
    payment.reference, payment.ended_at = notice.reference, timezone.now()
    payment.save(update_fields=["state", "reference", "ended_at"])
    return _paid(fee, payment) if notice.paid else Outcome.FAILED


def _paid(fee: Fee, payment: OnlinePayment) -> Outcome:
    """The fee is paid; or it was settled meanwhile, and a coordinator reads that money came twice."""
    said = f"{fee.label}, {money(payment.amount, payment.currency)}: {payment.reference}"
    if fee.status not in {FeeState.DUE, FeeState.INVOICED}:
        note_fee(fee, "payment_twice", by=None, role="system", detail=said)
        return Outcome.TWICE
    move(fee, FeeState.PAID)
    fee.method, fee.reference = Method.PROVIDER, payment.reference
    fee.paid_on, fee.settled_at = today(fee.association), payment.ended_at
    fee.save(update_fields=["state", "method", "reference", "paid_on", "settled_at"])
    note_fee(fee, "fee_paid", by=None, role="system", detail=said)
    return Outcome.TAKEN
