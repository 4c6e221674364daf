"""What a reviewer highlights and notes, for nobody else."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from review_queue.models.reviews import LONGEST_NOTE
from review_queue.typed.fields import Line


class NoteForm(forms.Form):
    """A highlight of words, with or without a note, or a note on a part. A script fills in `turn`: which
    mention in the part was selected."""

    prefix = "note"
    words = Line(
        label="Words to highlight",
        required=False,
        max_length=1_000,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "spellcheck": "false"}),
    )
    part = forms.TypedChoiceField(
        label="Part",
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"class": "select"}),
    )
    turn = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=10_000,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Select the words again."),
    )
    text = Line(
        label="Your note",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )

    def __init__(self, parts: Iterable[int], data: QueryDict | None = None) -> None:
        """`parts` are the numbers of the answer's parts."""
        super().__init__(data)
        for one in self.fields.values():
            one.widget.attrs["form"] = "desk"  # they stand beside the answer, and are sent with the marks
        choices = [("", "Any"), *((number, f"Part {number}") for number in parts)]
        self.fields["part"].choices = choices  # type: ignore[attr-defined]

    def clean_turn(self) -> int:
        """The first, unless one was selected."""
        return self.cleaned_data["turn"] or 1

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for neither words nor a note."""
        values = self.cleaned_data
        if not self.errors and not values["words"] and not values["text"]:
            raise forms.ValidationError("Select words in the answer, or write a note.")
        return values
