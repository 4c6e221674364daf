from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date

from endorsement_plugin.definitions.fields import Question

from .base import QuestionType, quoted

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
"""Outside these a date is a slip of the finger."""


class Day(QuestionType):
    """A day of the calendar, stored as 2024-03-31."""

    def control(self, field: Question) -> forms.Field:
        return forms.DateField(
            input_formats=["%Y-%m-%d", "%m/%d/%Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "input input--short", "type": "date"}),
            validators=[DayRange(field)],
            error_messages={"invalid": f"Enter a day for {quoted(field)}, as in 2024-03-31."},
        )

    def to_json(self, value: Any) -> Any:
        return value.isoformat() if value else None

    def in_words(self, field: Question, value: Any) -> str:
        day = _read(value)
        return f"{day.day} {day:%B %Y}" if day else str(value or "")

    def schema(self, field: Question) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


class DayRange:
    """Refuses a day that cannot be meant, and one to come where the question asks for the past."""

    def __init__(self, field: Question) -> None:
        self.field = field

    def __call__(self, value: date) -> None:
        if not FIRST <= value <= LAST:
            raise ValidationError(f"Check the year of {quoted(self.field)}.", code="year")
        if self.field.not_after == "today" and value > timezone.localdate():
            raise ValidationError(f"{quoted(self.field)} must be today or earlier.", code="not_after")


def _read(value: Any) -> date | None:
    try:
        return parse_date(value) if isinstance(value, str) else None
    except ValueError:
        return None
