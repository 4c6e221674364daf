from typing import Any

from django import forms

from endorsement_plugin.definitions.fields import Question

from .base import QuestionType, quoted

MOST_RADIOS = 7
"""More options than these become a list to pick from."""

UNKNOWN = ("unknown", "I do not know enough to say")


class Choice(QuestionType):
    """One of several."""

    def unanswered(self, field: Question) -> str:
        return f"Choose an answer to {quoted(field)}."

    def options(self, field: Question) -> list[tuple[str, str]]:
        """Stored value and words."""
        return [(option.value, option.label) for option in field.options]

    def control(self, field: Question) -> forms.Field:
        options = self.options(field)
        wrong = f"Choose one of the answers offered for {quoted(field)}."
        if len(options) > MOST_RADIOS:
            widget: forms.Widget = forms.Select(attrs={"class": "select"})
            options = [("", "Choose one"), *options]
        else:
            widget = forms.RadioSelect()
        return forms.ChoiceField(choices=options, widget=widget, error_messages={"invalid_choice": wrong})

    def in_words(self, field: Question, value: Any) -> str:
        return dict(self.options(field)).get(value, str(value or "")) if _is_plain(value) else str(value)

    def schema(self, field: Question) -> dict[str, Any]:
        return {"enum": [value for value, _ in self.options(field)]}


class Rating(Choice):
    """A point on a scale; with `allow_unknown` a referee may say that they cannot judge."""

    def options(self, field: Question) -> list[tuple[str, str]]:
        return super().options(field) + ([UNKNOWN] if field.allow_unknown else [])


class YesNo(Choice):
    """Yes or no, stored as true or false."""

    def options(self, field: Question) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "No")]

    def takes(self, value: Any) -> bool:
        return isinstance(value, str | bool)

    def to_json(self, value: Any) -> Any:
        return {"yes": True, "no": False}.get(value)

    def to_form(self, value: Any) -> Any:
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value

    def in_words(self, field: Question, value: Any) -> str:
        return super().in_words(field, self.to_form(value))

    def schema(self, field: Question) -> dict[str, Any]:
        return {"type": "boolean"}


class Choices(Choice):
    """Any of several."""

    def takes(self, value: Any) -> bool:
        return isinstance(value, str) or (
            isinstance(value, list) and all(isinstance(item, str) for item in value)
        )

    def control(self, field: Question) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=self.options(field),
            widget=forms.CheckboxSelectMultiple(),
            error_messages={
                "invalid_choice": f"Choose among the answers offered for {quoted(field)}.",
                "invalid_list": f"Choose among the answers offered for {quoted(field)}.",
            },
        )

    def in_words(self, field: Question, value: Any) -> str:
        chosen = value if isinstance(value, list) else [] if value is None else [value]
        return ", ".join(super(Choices, self).in_words(field, item) for item in chosen)

    def schema(self, field: Question) -> dict[str, Any]:
        values = [value for value, _ in self.options(field)]
        return {"type": "array", "items": {"enum": values}, "minItems": 1, "uniqueItems": True}


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str)
