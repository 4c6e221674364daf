"""Why an answer is handed back, reported or taken back, and until when somebody is away.

A reason is chosen, not written: words could name somebody.
"""

from typing import Any

from django import forms

from review_queue.items.queries.passages import Passage
from review_queue.scoring.rules import StepBackReason, TakeBackReason


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


class AwayForm(forms.Form):
    until = forms.DateField(
        label="Away until",
        help_text="The last day on which nothing new should come. What you hold stays with you.",
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={"required": "Say until when, or leave it."},
    )


class TakeBackForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why does it go back to clearing?",
        choices=TakeBackReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it goes back."},
    )
