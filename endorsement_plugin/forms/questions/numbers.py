from decimal import Decimal
from typing import Any

from django import forms

from .base import Field, QuestionType, quoted


class NumberField(forms.DecimalField):
    """A number as people type it: 1,250 and 7.5 and 12."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = value.replace(",", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
        return super().to_python(value)


class Number(QuestionType):
    """A decimal number. It is stored and travels as a string, so that nothing is rounded."""

    def control(self, field: Field) -> forms.Field:
        low, high = _bound(field, "min"), _bound(field, "max")
        wrong = f"Enter a number for {quoted(field)}, as in 12 or 7.5."
        return NumberField(
            min_value=low,
            max_value=high,
            max_digits=18,
            decimal_places=4,
            widget=forms.TextInput(
                attrs={"class": "input input--hours", "inputmode": "decimal", "autocomplete": "off"}
            ),
            error_messages={
                "invalid": wrong,
                "max_digits": wrong,
                "max_decimal_places": f"Enter {quoted(field)} with four decimal places at the most.",
                "max_whole_digits": wrong,
                "min_value": f"{quoted(field)} must be {field.get('min')} or more.",
                "max_value": f"{quoted(field)} must be {field.get('max')} or less.",
            },
        )

    def to_json(self, value: Any) -> Any:
        return None if value is None else f"{value:f}"

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^-?[0-9]{1,14}(\.[0-9]{1,4})?$"}


def _bound(field: Field, name: str) -> Decimal | None:  # type: ignore[override]
    return Decimal(field[name]) if field.get(name) not in (None, "") else None
