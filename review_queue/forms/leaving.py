"""How a reviewer hands an answer back. No free text: words could name somebody."""

from typing import Any

from django import forms

from ..actions.step_back import StepBackReason
from ..queries.passages import Passage


class StepBackForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why do you hand it back?",
        help_text="Do not tell anybody whose answer you think it is.",
        choices=StepBackReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason."},
    )

    def __init__(self, *args: Any, offered: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offered:
            self.fields["reason"].label = "Why do you decline it?"


class ReportForm(forms.Form):
    sections = forms.MultipleChoiceField(
        label="Where is it?",
        help_text="Choose every part in question. You do not need to say what you found.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one part."},
    )

    def __init__(self, passages: list[Passage], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sections"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.number - 1), f"Part {one.number}") for one in passages]
