from typing import Any

from django import forms

from endorsement_plugin.joining.queries import Pair
from endorsement_plugin.record.reasons import LONGEST
from review_queue.typed.fields import Paragraphs


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
        label="I have made sure that they are one person. Joining cannot be taken back.",
        error_messages={"required": "Tick this if you have made sure."},
    )

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [  # type: ignore[attr-defined]
            (str(pair.one.pk), "The first"),
            (str(pair.other.pk), "The second"),
        ]
