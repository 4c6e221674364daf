"""What is typed of a fee: how it was settled, and what went back."""

from collections.abc import Mapping
from typing import Any

from django import forms

from endorsement_plugin.models import Fee
from endorsement_plugin.record.reasons import LONGEST
from endorsement_plugin.rules.payments import BY_HAND, Method
from endorsement_plugin.rules.states import FeeState
from review_queue.typed.fields import Line, Paragraphs
from review_queue.typed.number_fields import NumberField

from .rules import Said

SETTLED: Mapping[FeeState, str] = {
    FeeState.PAID: "Paid",
    FeeState.WAIVED: "Waived: a scholarship, hardship, or charged by mistake",
    FeeState.INVOICED: "Invoiced to somebody else: an employer, a program",
}
NO_CARD = "Never write a card number here."


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SettleForm(forms.Form):
    """How it was settled. What has to be said with it is the action's to say."""

    state = forms.ChoiceField(
        label="It is",
        choices=[(state.value, words) for state, words in SETTLED.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of these."},
    )
    method = forms.ChoiceField(label="Paid by", choices=[("", "Not noted"), *BY_HAND], required=False)
    paid_on = forms.DateField(
        label="Paid on",
        help_text="The day on which the money came.",
        required=False,
        widget=_day(),
    )
    payer = Line(
        label="Who paid, or whom the bill went to",
        help_text="If it is not whoever owes it: an employer, a program.",
        max_length=200,
        required=False,
    )
    reference = Line(
        label="Reference",
        help_text=f"The number of the check, the transfer or the bill. {NO_CARD}",
        max_length=120,
        required=False,
    )
    reason = Paragraphs(
        label="Note or reason",
        help_text="Why it is waived, or what else there is to say.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, *args: Any, now: FeeState = FeeState.DUE, **kwargs: Any) -> None:
        """What is invoiced already can be paid."""
        super().__init__(*args, **kwargs)
        if now is FeeState.INVOICED:
            self.fields["state"].choices = [(FeeState.PAID.value, SETTLED[FeeState.PAID])]  # type: ignore[attr-defined]


def said_in(cleaned: Mapping[str, Any]) -> Said:
    """What was typed beside the state, as the action takes it. The day is of what is paid."""
    is_paid = cleaned["state"] == FeeState.PAID
    return {
        "reason": cleaned["reason"],
        "method": cleaned["method"],
        "payer": cleaned["payer"],
        "reference": cleaned["reference"],
        "paid_on": cleaned["paid_on"] if is_paid else None,
    }


class RefundForm(forms.Form):
    """What went back. What cannot is the action's to say."""

    amount = NumberField(label="Amount", max_digits=10, decimal_places=3)
    method = forms.ChoiceField(label="Paid back by", choices=BY_HAND)
    refunded_on = forms.DateField(label="Paid back on", widget=_day())
    reference = Line(
        label="Reference",
        help_text=f"The number of the check or the transfer. {NO_CARD}",
        max_length=120,
        required=False,
    )
    reason = Paragraphs(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        error_messages={"required": "Write why it is paid back."},
    )

    def __init__(self, *args: Any, fee: Fee, **kwargs: Any) -> None:
        """What was paid online can go back the same way."""
        super().__init__(*args, **kwargs)
        if fee.method == Method.PROVIDER:
            online = (Method.PROVIDER.value, Method.PROVIDER.label)
            self.fields["method"].choices = [online, *BY_HAND]  # type: ignore[attr-defined]
