import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from endorsement_plugin.definitions.fields import Question
from review_queue.typed.fields import Address, Line, Paragraphs

from .base import QuestionType, quoted

LINE = 500
"""Characters in a one-line answer."""

PAGE = 50_000
"""Characters in a long answer, whatever its word limit."""

PER_WORD = 20
"""Characters for each word that a question allows, blanks included; prose has six."""

LEAST = 1_000
"""Characters that every long answer has room for."""

PHONE = re.compile(r"(?P<number>\+?[0-9 ()./-]+)(?:(?:x|ext\.?) ?[0-9]{1,6})?", re.ASCII)


class Text(QuestionType):
    """One line."""

    def control(self, field: Question) -> forms.Field:
        longest = field.max_length or LINE
        return Line(
            max_length=longest,
            what=quoted(field),
            widget=forms.TextInput(attrs={"class": "input"}),
        )

    def schema(self, field: Question) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": field.max_length or LINE}


class LongText(QuestionType):
    """Paragraphs, with a limit in words and, because a word can be of any length, in characters."""

    def control(self, field: Question) -> forms.Field:
        attributes: dict[str, Any] = {"class": "textarea", "rows": 8}
        if field.max_words:
            attributes["data-max-words"] = field.max_words
        return Paragraphs(
            max_length=most_characters(field.max_words),
            what=quoted(field),
            widget=forms.Textarea(attrs=attributes),
            validators=[WordLimit(field, field.max_words)] if field.max_words else [],
        )

    def hint(self, field: Question) -> str:
        return f"Up to {field.max_words:,} words." if field.max_words else ""

    def to_json(self, value: Any) -> Any:
        return value or None

    def schema(self, field: Question) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": most_characters(field.max_words)}


def most_characters(words: int | None) -> int:
    """How long an answer of so many words may be."""
    return min(PAGE, max(LEAST, PER_WORD * words)) if words else PAGE


class WordLimit:
    """Refuses more words than the question allows."""

    def __init__(self, field: Question, most: int) -> None:
        self.field, self.most = field, most

    def __call__(self, value: str) -> None:
        count, most = len(value.split()), self.most
        if count > most:
            raise ValidationError(
                f"{quoted(self.field)} has {count:,} words. Shorten it to {most:,} or fewer.",
                code="max_words",
            )


class Email(QuestionType):
    def control(self, field: Question) -> forms.Field:
        return Address(
            widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email", "spellcheck": "false"}),
            error_messages={
                "invalid": f"Enter an e-mail address for {quoted(field)}, as in name@example.org."
            },
        )

    def schema(self, field: Question) -> dict[str, Any]:
        return {"type": "string", "format": "email", "minLength": 3, "maxLength": 320}


LINK = r"^https?://[^\s/?#.]+(\.[^\s/?#.]+)+\.?([/?#]\S*)?$"
"""An address in the web, for us and for the schema."""


class Link(QuestionType):
    """The address of something that lies elsewhere: a video, a document to read."""

    def control(self, field: Question) -> forms.Field:
        message = f"Enter the address of “{field.label}”, as in https://example.org/video."
        return Line(
            max_length=LINE,
            what=quoted(field),
            widget=forms.TextInput(attrs={"class": "input", "type": "url", "inputmode": "url"}),
            validators=[RegexValidator(LINK, message, code="link")],
        )

    def schema(self, field: Question) -> dict[str, Any]:
        return {"type": "string", "pattern": LINK, "maxLength": LINE}


class Phone(QuestionType):
    """A phone number as people write it, in any country."""

    def control(self, field: Question) -> forms.Field:
        return Line(
            max_length=40,
            widget=forms.TextInput(
                attrs={"class": "input input--short", "type": "tel", "autocomplete": "tel"}
            ),
            validators=[PhoneShape(field)],
            error_messages={"max_length": f"{quoted(field)} is too long for a phone number."},
        )

    def schema(self, field: Question) -> dict[str, Any]:
        return {"type": "string", "minLength": 7, "maxLength": 40}


class PhoneShape:
    """Refuses what cannot be a phone number: seven to fifteen digits, an extension, and nothing else."""

    def __init__(self, field: Question) -> None:
        self.field = field

    def __call__(self, value: str) -> None:
        match = PHONE.fullmatch(value.lower())
        if not match or not 7 <= sum(character.isdigit() for character in match["number"]) <= 15:
            raise ValidationError(
                f"Enter a phone number for {quoted(self.field)}, as in 808 555 0123.", code="phone"
            )
