"""What a chief reviewer says about a way out. Each asks for a reason."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator

from review_queue.typed.fields import Paragraphs
from review_queue.typed.number_fields import WholeNumberField

from .queries.askable import Askable
from .rules import LONGEST_DAYS


class ReasonForm(forms.Form):
    """`reason` comes last, whatever a form asks before."""

    reason = Paragraphs(
        label="Why?",
        help_text="It is kept with the answer, and in the evidence pack. Write nothing of the candidate.",
        max_length=1_000,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 3}),
        error_messages={"required": "Write why."},
    )
    field_order: Any = ["reviewer", "beyond_capacity", "days", "until", "reason"]


class AskForm(ReasonForm):
    reviewer = forms.ChoiceField(
        label="Whom do you ask?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose somebody.",
            "invalid_choice": "This reviewer cannot be asked any more. Choose among those who are left.",
        },
    )
    beyond_capacity = forms.BooleanField(
        label="Ask for more than was agreed",
        required=False,
        help_text="Only if this reviewer has said yes to one more. It is kept with your reason.",
    )

    def __init__(self, people: Sequence[Askable], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reviewer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.reviewer.pk), _named(one)) for one in people]


def _named(one: Askable) -> str:
    held = f"holds {one.held} now" if one.held else "holds nothing now"
    return f"{one.name}, {held}{', as many as was agreed' if one.full else ''}"


class MoreTimeForm(ReasonForm):
    days = WholeNumberField(
        label="How many days more?",
        help_text=f"1 to {LONGEST_DAYS}, counted from the day it is due now.",
        min_value=1,
        widget=forms.TextInput(attrs={"class": "input input--short"}),
        error_messages={"required": "Say how many days."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = f"Choose at most {LONGEST_DAYS} days."
        self.fields["days"].validators.append(MaxValueValidator(LONGEST_DAYS, message=most))


class WaitForm(ReasonForm):
    until = forms.DateField(
        label="Until when may it wait?",
        help_text=f"Within {LONGEST_DAYS} days. Reviewers are looked for all the same.",
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={"required": "Say until when."},
    )

    def __init__(self, today: datetime.date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_until(self) -> datetime.date:
        """Raises ValidationError for a day that is over, or too far away."""
        until: datetime.date = self.cleaned_data["until"]
        if not self._today < until <= self._today + datetime.timedelta(days=LONGEST_DAYS):
            raise ValidationError(f"Choose a day from tomorrow on, within {LONGEST_DAYS} days.")
        return until
