"""Why a chief reviewer must know whose answer it is, and for how long."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator

from review_queue.conf import conf
from review_queue.typed.fields import Paragraphs
from review_queue.typed.number_fields import WholeNumberField


class UnblindForm(forms.Form):
    reason = Paragraphs(
        label="Why must you know?",
        help_text="It is kept with the answer, and in the evidence pack. Do not name the candidate.",
        max_length=1_000,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 3}),
        error_messages={"required": "Write why you must know whose answer it is."},
    )
    hours = WholeNumberField(
        label="For how many hours?",
        min_value=1,
        widget=forms.TextInput(attrs={"class": "input input--short"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hours = self.fields["hours"]
        assert isinstance(hours, WholeNumberField)
        most = conf().UNBLIND_HOURS_MOST
        hours.initial = conf().UNBLIND_HOURS
        hours.help_text = f"At most {most}. It ends by itself, or when you end it."
        hours.validators.append(MaxValueValidator(most, message=f"Choose at most {most} hours."))
