"""What a clearer may do with a text."""

from django import forms

from ..actions.return_item import ReturnReason
from ..anonymization.spans import Label
from ..queries.passages import WHAT_IS_MASKED


class MaskForm(forms.Form):
    phrase = forms.CharField(
        label="Words to mask",
        help_text="Type them, or select them in the text. Every mention is masked.",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Type or select the words to mask."},
    )
    label = forms.ChoiceField(
        label="What they are",
        choices=[(label.value, words) for label, words in WHAT_IS_MASKED.items()],
        initial=Label.NAME.value,
        widget=forms.Select(attrs={"class": "select"}),
    )


class ReleaseForm(forms.Form):
    read = forms.BooleanField(
        label="I have read the whole text and nothing in it says who wrote it",
        error_messages={"required": "Read the whole text first, then tick the box."},
    )


class ReturnForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why does it go back?",
        choices=ReturnReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it goes back."},
    )
