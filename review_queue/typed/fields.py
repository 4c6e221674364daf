"""The form fields of names, codes and addresses: cleaned before they are judged."""

from typing import Any

from django import forms

from .cleaning import clean, clean_address


class Line(forms.CharField):
    """Text of one line, `clean`.

    A browser's control sends no line breaks; a program may, to write a letter of its own into one of ours.
    """

    def to_python(self, value: Any) -> Any:
        """The text without what nobody sees; empty if nothing else is left."""
        return clean(super().to_python(value) or "") or self.empty_value


class Address(forms.EmailField):
    """An e-mail address, without what nobody sees."""

    def to_python(self, value: Any) -> Any:
        """The address as it is kept."""
        return clean_address(super().to_python(value) or "") or self.empty_value
