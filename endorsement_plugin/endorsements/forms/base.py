from datetime import date
from typing import Any

from django import forms

from endorsement_plugin.endorsements.queries import Standing
from endorsement_plugin.errors import Incomplete, Problem
from endorsement_plugin.models import Endorsement
from review_queue.typed.fields import Line, Paragraphs

LONGEST = 2000
"""Characters of what is written about a move."""
SOURCE = 300

IN_FUTURE = "This day has not come yet."
IN_PAST = "This day has passed already."


class Day(forms.DateField):
    """A day, with the browser's calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget} | kwargs)


def words(label: str, help_text: str = "", *, missing: str = "", rows: int = 4) -> Paragraphs:
    """A text that has to be there, if `missing` says what is asked where it is not."""
    return Paragraphs(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        required=bool(missing),
        error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def line(label: str, help_text: str = "", *, missing: str = "", longest: int = SOURCE) -> Line:
    """The same in one line."""
    return Line(
        label=label,
        help_text=help_text,
        max_length=longest,
        required=bool(missing),
        error_messages={"required": missing},
    )


class MoveForm(forms.Form):
    """Knows the endorsement and where it stands. Days are those of its association."""

    endorsement: Endorsement
    standing: Standing

    def __init__(self, *args: Any, endorsement: Endorsement, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.endorsement, self.standing = endorsement, standing
        self.prepare()

    def prepare(self) -> None:
        """Adds what depends on the endorsement."""

    def not_to_come(self, name: str) -> date | None:
        """The day in this field. Raises ValidationError for one in the future."""
        day: date | None = self.cleaned_data.get(name)
        if day is not None and day > self.standing.day:
            raise forms.ValidationError(IN_FUTURE)
        return day

    def to_come(self, name: str) -> date | None:
        """The day in this field. Raises ValidationError for one that has passed."""
        day: date | None = self.cleaned_data.get(name)
        if day is not None and day < self.standing.day:
            raise forms.ValidationError(IN_PAST)
        return day

    def said(self) -> dict[str, Any]:
        """What was filled in. Raises Incomplete with what is missing or wrong, beside its field."""
        if self.is_valid():
            return self.cleaned_data
        problems = [
            Problem(error.code or "invalid", message, () if name == "__all__" else (name,))
            for name, errors in self.errors.as_data().items()
            for error in errors
            for message in error.messages
        ]
        raise Incomplete("Something is missing or wrong.", problems)
