"""The form fields of what people type: cleaned before it is judged, and never cut."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from .cleaning import clean, clean_address, lines, says_something
from .links import holds_link

NO_LINK = "A name cannot hold a link. If it is none, put a blank after the dot, as in Dr. Smith."

HALF = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair: JSON can spell one, and no database takes it."""


def no_half(value: str) -> None:
    """Raises ValidationError, with the code `unicode`, for text with half a character in it."""
    if HALF.search(value):
        raise ValidationError("This text holds half a character.", code="unicode")


class Room(MaxLengthValidator):
    """Refuses more characters than there is room for, and says how many are too many. `what` has them."""

    def __init__(self, limit_value: int, what: str = "This") -> None:
        super().__init__(limit_value)
        self.what = what

    def __call__(self, value: str) -> None:
        """Raises ValidationError with the code `max_length`. Without parameters: a label may hold a %."""
        count, most = len(value), int(self.limit_value)
        if count > most:
            said = f"{self.what} has {count:,} characters, {count - most:,} too many. Shorten it to {most:,}."
            raise ValidationError(said, code=self.code)


class Whole(forms.CharField):
    """Text that is refused in words if it is too long, or not text. A browser with a `maxlength` cuts what
    is pasted.

    `what` stands for the text in these words.
    """

    def __init__(self, *, what: str = "This", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = [
            Room(one.limit_value, what) if isinstance(one, MaxLengthValidator) else one
            for one in self.validators
        ]
        self.validators.append(no_half)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without what makes the browser cut."""
        given = super().widget_attrs(widget)
        given.pop("maxlength", None)
        return given


class Line(Whole):
    """Text of one line, `clean`.

    A browser's control sends no line breaks; a program may, to write a letter of its own into one of ours.
    """

    def to_python(self, value: Any) -> Any:
        """The text without what nobody sees; empty if nothing else is left."""
        return clean(super().to_python(value) or "") or self.empty_value


class Name(Line):
    """A name of a person, a role or an employer, which may stand in a letter to others: without links."""

    def validate(self, value: Any) -> None:
        """Raises ValidationError for what a mail program would make a link of."""
        super().validate(value)
        if holds_link(value or ""):
            raise forms.ValidationError(NO_LINK, code="link")


class Paragraphs(Whole):
    """Text of several lines. The end of a line counts as one character, as it does in the browser.

    The limit is told to the page, which counts while one writes (room.js).
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """The text with one sign for each end of a line; empty if nobody would see any of it."""
        text = lines(super().to_python(value) or "")
        return text if says_something(text) else self.empty_value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """With the limit, for the page to count by."""
        room = {} if self.max_length is None else {"data-room": str(self.max_length)}
        return super().widget_attrs(widget) | room


class Code(forms.SlugField):
    """A code of letters, digits, hyphens and underscores, without what nobody sees."""

    def to_python(self, value: Any) -> Any:
        """The code as it is kept."""
        return clean(super().to_python(value) or "") or self.empty_value


class Address(forms.EmailField):
    """An e-mail address, without what nobody sees."""

    def to_python(self, value: Any) -> Any:
        """The address as it is kept."""
        return clean_address(super().to_python(value) or "") or self.empty_value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without what makes the browser cut."""
        given = super().widget_attrs(widget)
        given.pop("maxlength", None)
        return given
