"""What an editor says of a renewal policy beside its hours and statements."""

from typing import Any

from django import forms

from endorsement_plugin.models import RenewalPolicy
from endorsement_plugin.rules.money import faults_of
from endorsement_plugin.rules.renewals import DueRule
from endorsement_plugin.rules.windows import MONTHS
from review_queue.typed.fields import Line
from review_queue.typed.number_fields import NumberField, WholeNumberField

from .rules import faults

MONEY = ("fee", "late_fee", "back_fee")
WHOLE = (
    *("cycle_years", "due_day", "due_year", "first_after_months", "window_days", "grace_days"),
    *("removal_days", "leave_years", "back_within_months", "back_references", "audit_percent"),
)
LABELS = {
    "cycle_years": "Years in a period",
    "due": "Due by",
    "due_month": "Month",
    "due_day": "Day",
    "due_year": "A year in which it ends",
    "first_after_months": "First due after",
    "first_free": "The first period asks for no hours",
    "window_days": "Can be renewed from",
    "reminder_days": "Reminders",
    "grace_days": "Days of grace",
    "removal_days": "Removed after",
    "ends_provisional": "A provisional endorsement lapses at its end",
    "fee": "Fee",
    "late_fee": "Late fee",
    "one_fee": "One fee for all credentials",
    "settled_first": "Fees are settled first",
    "shares_hours": "One activity may count for several credentials of its holder",
    "audit_percent": "Audited",
    "leave_years": "Leave at most",
    "back_within_months": "Way back within",
    "back_fee": "Fee for coming back",
    "back_hours": "The hours that were missed are to be shown",
    "back_signed": "The statements are signed anew",
    "back_references": "New references",
    "emeritus": "Whoever retires may be listed as emeritus",
}
HELP = {
    "cycle_years": "1 for every year, 3 for every three years.",
    "due_day": "31 for 31 December, 30 for 30 June.",
    "due_year": "For a period of several years that is the same for all: 2027. Otherwise empty.",
    "first_after_months": "Months after granting at the least, where the day is the same for all.",
    "first_free": "",
    "window_days": "Days before it is due.",
    "reminder_days": "Days before it is due, one after the other: 90, 30, 7. Empty for none.",
    "grace_days": "In which it can still be renewed, late. Then it lapses; 0: on the day after it was due.",
    "removal_days": "Days after it lapsed, the name leaves the registry. Empty: never.",
    "ends_provisional": "Not ticked: it stays as it is until a coordinator acts.",
    "late_fee": "Beside the fee.",
    "audit_percent": "Of a hundred renewals, drawn at random. 0 for none.",
    "leave_years": "Years that somebody may be inactive at their own request. 0: not at all.",
    "back_within_months": "Months. After that by a new application. Empty: always.",
    "back_references": "How many are asked for. 0 for none.",
    "emeritus": "",
    "shares_hours": "",
    "back_hours": "",
    "back_signed": "",
    "fee": "Empty: what the credential’s page says is due at each renewal, if it says any. 0 for none.",
    "one_fee": "Whoever holds several pays it, and the late fee, once for all that are due on the same day.",
    "settled_first": "A renewal that was sent, or a way back, waits until they are paid, waived or invoiced.",
    "back_fee": "Empty for none.",
}


class DaysField(Line):
    """Whole numbers of days, as in 90, 30, 7; what is stored is a list, the largest first."""

    def prepare_value(self, value: Any) -> Any:
        """The list as it is typed."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The days. Raises ValidationError in words."""
        typed = super().clean(value) or ""
        parts = typed.replace(",", " ").replace(";", " ").split()
        if not all(part.isdecimal() and len(part) < 5 for part in parts):
            raise forms.ValidationError("Enter whole numbers of days with commas between them: 90, 30, 7.")
        return sorted(map(int, parts), reverse=True)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other days are typed."""
        return self.prepare_value(initial or []) != (data or "")


class PolicyForm(forms.ModelForm):
    """Its dates, its money and what follows. Each fault stands beside its field."""

    due_month = forms.TypedChoiceField(
        choices=[("", "—"), *MONTHS], coerce=int, empty_value=None, required=False, label=LABELS["due_month"]
    )
    reminder_days = DaysField(required=False, max_length=100, label=LABELS["reminder_days"])

    class Meta:
        model = RenewalPolicy
        fields = [*LABELS]
        labels = LABELS
        help_texts = HELP
        field_classes = {**dict.fromkeys(WHOLE, WholeNumberField), **dict.fromkeys(MONEY, NumberField)}
        widgets = {"due": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reminder_days"].help_text = HELP["reminder_days"]
        for name in (*MONEY, *WHOLE):
            self.fields[name].widget = forms.TextInput(attrs=self.fields[name].widget.attrs)
        for name in MONEY:
            self.fields[name].min_value = 0  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What several fields say together must be possible."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("due") == DueRule.ANNIVERSARY:
            cleaned |= {"due_month": None, "due_day": None, "due_year": None}
        for name, words in faults(cleaned):
            self.add_error(name, words)
        currency = self.instance.association.currency
        for name in MONEY:
            amount = cleaned.get(name)
            for words in faults_of(amount, currency) if amount else ():
                self.add_error(name, words)
            if amount is not None and amount < 0:
                self.add_error(name, "Enter an amount above 0, or leave it empty.")
        return cleaned

    def _get_validation_exclusions(self) -> Any:
        """The row's constraints are said in words above."""
        return {*super()._get_validation_exclusions(), "due_month", "due_day"}  # type: ignore[misc]


class PublishForm(forms.Form):
    """From when it is the rule, and why."""

    effective_from = forms.DateField(
        label="From when",
        help_text="Periods that begin on this day or later.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = Line(label="Why", required=False, max_length=400, help_text="For your colleagues. May stay empty.")
