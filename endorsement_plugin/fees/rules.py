"""What a fee that is due stands in the way of, and what has to be known of one that is settled, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from endorsement_plugin.errors import Problem
from endorsement_plugin.models import Fee
from endorsement_plugin.rules.money import faults_of, money
from endorsement_plugin.rules.payments import Method
from endorsement_plugin.rules.states import FeeState

STILL_TO_COME = "This day is still to come."


@dataclass(frozen=True)
class Settlement:
    """What is said of a fee that is settled. `paid_on` and `method` are of one that is paid.

    `payer` is who paid or whom the bill went to, where that is not whoever owes the fee.
    """

    state: FeeState
    reason: str = ""
    method: str = ""
    paid_on: date | None = None
    payer: str = ""
    reference: str = ""


class Said(TypedDict, total=False):
    """The same without the state, as whoever settles says it."""

    reason: str
    method: str
    paid_on: date | None
    payer: str
    reference: str


@dataclass(frozen=True)
class Return:
    """What is said of money that goes back."""

    amount: Decimal
    method: str
    refunded_on: date
    reason: str
    reference: str = ""


def problems(fees: Iterable[Fee]) -> list[Problem]:
    """One for each fee that must be settled first."""
    return [Problem("fee_not_settled", said(fee), ("fees", str(fee.pk))) for fee in fees]


def said(fee: Fee) -> str:
    """Why a step cannot be taken yet: “Registration”, $25.00, must be settled before the exam is opened."""
    return f"“{fee.label}”, {fee.price}, must be settled {fee.settled_before}."


def missing_in(settlement: Settlement, today: date) -> list[Problem]:
    """What whoever reads the file later has to know, and is not said."""
    return [Problem(f"{name}_missing", words, (name,)) for name, words in _missing(settlement, today)]


def _missing(settlement: Settlement, today: date) -> Iterator[tuple[str, str]]:
    is_paid = settlement.state is FeeState.PAID
    if settlement.state is FeeState.WAIVED and not settlement.reason.strip():
        yield "reason", "Write why it is waived."
    if settlement.state is FeeState.INVOICED and not settlement.payer.strip():
        yield "payer", "Write whom the bill went to."
    if settlement.method and not is_paid:
        yield "method", f"A fee that is {settlement.state.label.lower()} was not paid. Choose “Not noted”."
    if is_paid and settlement.paid_on and settlement.paid_on > today:
        yield "paid_on", STILL_TO_COME


def wrong_in(given_back: Return, fee: Fee, today: date) -> list[Problem]:
    """Why this cannot be paid back of that fee; empty if it can. Reads the refunds."""
    return [Problem(f"{name}_wrong", words, (name,)) for name, words in _wrong(given_back, fee, today)]


def _wrong(given_back: Return, fee: Fee, today: date) -> Iterator[tuple[str, str]]:
    if given_back.amount <= 0:
        yield "amount", "Enter an amount above 0."
    elif given_back.amount > fee.left:
        yield "amount", f"At most {money(fee.left, fee.currency)} of it can be paid back."
    else:
        yield from (("amount", words) for words in faults_of(given_back.amount, fee.currency))
    if not given_back.reason.strip():
        yield "reason", "Write why it is paid back."
    if given_back.refunded_on > today:
        yield "refunded_on", STILL_TO_COME
    elif fee.paid_on and given_back.refunded_on < fee.paid_on:
        yield "refunded_on", "This is before the day on which it was paid."
    if given_back.method == Method.PROVIDER and fee.method != Method.PROVIDER:
        yield "method", "This fee was not paid online, so nothing can go back that way."
