"""Form fields for numbers that people type. `numbers.py` says what is read as what."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .numbers import NotANumber, Unclear, plainly, read

UNCLEAR = "We are not sure which number “%(typed)s” is. Write it with digits and one point, as in 1250.5."


class NumberField(forms.DecimalField):
    """A number as people write it: 12, 7.5, 1,250 and 1,5. What could be two numbers is asked.

    The control is one for text: a browser's own one for numbers drops a comma, and 1,5 becomes 15.
    """

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The number, or None. Raises ValidationError in words."""
        return super().to_python(read_or_refuse(self, value))  # type: ignore[no-any-return]

    def run_validators(self, value: Any) -> None:
        """Raises ValidationError with the first cause only: what is too large has too many digits as well."""
        try:
            super().run_validators(value)
        except ValidationError as error:
            raise error.error_list[0] from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A phone shows its digits, and a browser offers no number typed elsewhere."""
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}


class WholeNumberField(forms.IntegerField):
    """A whole number, written in any of these ways."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        """The number, or None. Raises ValidationError in words."""
        number = read_or_refuse(self, value)
        return super().to_python(number if number is None else f"{number:f}")  # type: ignore[no-any-return]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """As above."""
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}


def read_or_refuse(field: forms.Field, value: Any) -> Decimal | None:
    """What was typed as a number, None for nothing. Raises ValidationError in the field's words."""
    typed = "" if value is None else str(value)
    if not plainly(typed):
        return None
    try:
        return read(typed)
    except Unclear as error:
        raise ValidationError(UNCLEAR, code="unclear", params={"typed": typed.strip()}) from error
    except NotANumber as error:
        raise ValidationError(field.error_messages["invalid"], code="invalid") from error
