from typing import Any

from django import forms

from endorsement_plugin.joining.pairs import Pair
from endorsement_plugin.models import Person
from endorsement_plugin.record.reasons import LONGEST
from review_queue.typed.fields import Paragraphs

from .columns import since


class JoinForm(forms.Form):
    """Which of the two stays, how one knows, and that one is sure."""

    keep = forms.ChoiceField(
        label="Whose account and details stay",
        help_text="What this one lacks is taken from the other. An only account stays either way.",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose which of the two stays.",
            "invalid_choice": "Choose one of these two.",
        },
    )
    reason = Paragraphs(
        label="How you know that they are one person",
        help_text="It stands in the history of everything that moves.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        error_messages={"required": "Write how you know that they are one person."},
    )
    sure = forms.BooleanField(
        label="I have made sure that they are one person",
        help_text="Joining cannot be taken back.",
        error_messages={"required": "Tick this if you have made sure."},
    )

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [  # type: ignore[attr-defined]
            (str(pair.one.pk), f"The first, {_as_known(pair.one)}"),
            (str(pair.other.pk), f"The second, {_as_known(pair.other)}"),
        ]


def _as_known(person: Person) -> str:
    account = "with an account" if person.user_id is not None else "without an account"
    return f"on record since {since(person)}, {account}"
