"""What a fee that is due stands in the way of, in words."""

from collections.abc import Iterable

from endorsement_plugin.errors import Problem
from endorsement_plugin.models import Fee
from endorsement_plugin.rules.states import FeeState

MISSING = {
    FeeState.WAIVED: "Write why it is waived.",
    FeeState.INVOICED: "Write whom the bill went to.",
}
"""Who reads the file later has to know these; a payment speaks for itself."""


def problems(fees: Iterable[Fee]) -> list[Problem]:
    """One for each fee that must be settled first."""
    return [Problem("fee_not_settled", said(fee), ("fees", str(fee.pk))) for fee in fees]


def said(fee: Fee) -> str:
    """Why a step cannot be taken yet: “Registration”, $25.00, must be settled before the exam is opened."""
    return f"“{fee.label}”, {fee.price}, must be settled {fee.settled_before}."
