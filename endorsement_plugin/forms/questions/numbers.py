from decimal import Decimal
from typing import Any

from django import forms

from endorsement_plugin.definitions.fields import Question
from review_queue.typed.number_fields import NumberField
from review_queue.typed.numbers import DECIMAL_PLACES, PATTERN, WHOLE_DIGITS, written

from .base import QuestionType, quoted

MOST = 10**WHOLE_DIGITS - 1
"""A larger one is a mistake."""


class Number(QuestionType):
    """A decimal number. It is stored as a string, so that nothing is rounded.

    A program may send a number of JSON.
    """

    def takes(self, value: Any) -> bool:
        return isinstance(written(value), str)

    def to_form(self, value: Any) -> Any:
        return written(value)

    def control(self, field: Question) -> forms.Field:
        low, high = _bound(field.min), _bound(field.max)
        wrong = f"Enter a number for {quoted(field)}, as in 12 or 7.5."
        return NumberField(
            min_value=low,
            max_value=high,
            max_digits=WHOLE_DIGITS + DECIMAL_PLACES,
            decimal_places=DECIMAL_PLACES,
            widget=forms.TextInput(attrs={"class": "input input--hours"}),
            error_messages={
                "invalid": wrong,
                "max_digits": wrong,
                "max_decimal_places": f"Enter {quoted(field)} with four decimal places at the most.",
                "max_whole_digits": wrong,
                "min_value": f"{quoted(field)} must be {field.min} or more.",
                "max_value": f"{quoted(field)} must be {field.max} or less.",
            },
        )

    def to_json(self, value: Any) -> Any:
        return None if value is None else f"{value:f}"

    def schema(self, field: Question) -> dict[str, Any]:
        low, high = _bound(field.min), _bound(field.max)
        return {
            "type": ["string", "number"],
            "pattern": PATTERN,
            "minimum": float(-MOST if low is None else low),
            "maximum": float(MOST if high is None else high),
        }


def _bound(stored: str) -> Decimal | None:
    return Decimal(stored) if stored else None
