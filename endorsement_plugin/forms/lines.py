from typing import Any

from django import forms


class Line(forms.CharField):
    """Text of one line. A browser's control sends no line breaks; a program may, to write a letter of its own
    into one of ours.
    """

    def to_python(self, value: Any) -> Any:
        """The text with a space for each line break."""
        return " ".join((super().to_python(value) or "").splitlines())
