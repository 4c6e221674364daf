from abc import ABC, abstractmethod
from typing import Any

from django import forms

from endorsement_plugin.definitions.fields import Question


class QuestionType(ABC):
    """One kind of question: its control, its stored value, its words, its schema.

    A stored value is plain JSON; None means not answered.
    """

    @abstractmethod
    def control(self, field: Question) -> forms.Field:
        """The form field that asks for it and refuses what is wrong in words. Required is set elsewhere."""

    def hint(self, field: Question) -> str:
        """What its limits are, in words, beside what the author says."""
        return ""

    def unanswered(self, field: Question) -> str:
        """What is said where an answer is required and there is none."""
        return f"Enter an answer to {quoted(field)}."

    def takes(self, value: Any) -> bool:
        """Whether JSON of this type can be an answer, right or wrong."""
        return isinstance(value, str)

    def to_json(self, value: Any) -> Any:
        """A cleaned value as it is stored."""
        return value or None

    def to_form(self, value: Any) -> Any:
        """A stored value as the form field takes it. A value that was kept although wrong stays as typed."""
        return value

    def in_words(self, field: Question, value: Any) -> str:
        """A stored value as a person reads it. Total: also for a value that was never valid."""
        return "" if value is None else str(value)

    @abstractmethod
    def schema(self, field: Question) -> dict[str, Any]:
        """The JSON Schema of a stored value that is an answer."""


def quoted(field: Question) -> str:
    """The question's label inside a sentence."""
    return f"“{field.label}”"
