"""What a chief reviewer fills in about how a pool's answers are given out."""

from typing import Any

from django import forms

from review_queue.rules.alike import LONGEST_WAIT, MOST_ALIKE, Rule
from review_queue.typed.number_fields import WholeNumberField

HOW_MANY = f"Choose a number from 0 to {MOST_ALIKE}."
HOW_LONG = f"Choose a number of days from 0 to {LONGEST_WAIT}."


class AlikeForm(forms.Form):
    least = WholeNumberField(
        label="How many candidates of the same language and requirements must be in?",
        help_text=f"0 to {MOST_ALIKE}; with 0 or 1 no answer waits.",
        min_value=0,
        max_value=MOST_ALIKE,
        widget=forms.TextInput(attrs={"class": "input input--short"}),
        error_messages={"required": HOW_MANY, "min_value": HOW_MANY, "max_value": HOW_MANY},
    )
    days = WholeNumberField(
        label="How many days may an answer wait for that at most?",
        help_text=f"0 to {LONGEST_WAIT}, from the day on which it is released for review.",
        min_value=0,
        max_value=LONGEST_WAIT,
        widget=forms.TextInput(attrs={"class": "input input--short"}),
        error_messages={"required": HOW_LONG, "min_value": HOW_LONG, "max_value": HOW_LONG},
    )

    def __init__(self, rule: Rule, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"least": rule.least, "days": rule.days}
        super().__init__(*args, **kwargs)

    @property
    def rule(self) -> Rule:
        """Of valid data."""
        return Rule(self.cleaned_data["least"], self.cleaned_data["days"])
