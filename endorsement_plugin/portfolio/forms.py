"""One entry of the portfolio: what its kind asks for, as controls."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.formats import date_format

from endorsement_plugin.models import EvidenceEntry, Person
from endorsement_plugin.people.queries import is_own
from endorsement_plugin.requirements.clauses import Clause, offered
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS, Detail
from review_queue.typed.fields import Address, Line
from review_queue.typed.number_fields import NumberField

FIRST_DAY = date(1930, 1, 1)
MOST_YEARS_AHEAD = 60
MOST_HOURS = Decimal(20_000)

Choices = list[tuple[str, str]]

OWN_ADDRESS = "This is your own address. Supervision is given by somebody else."


class EvidenceForm(forms.Form):
    """The details of one kind of entry of this person. `clauses`: what it may count for.

    What was chosen before stays a choice, also where other requirements offered it.
    """

    use_required_attribute = False

    def __init__(
        self, *args: Any, kind: str, person: Person, clauses: Sequence[Clause] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        for name, detail in EVIDENCE_KINDS[kind].details.items():
            choices = self._choices(name, detail, clauses)
            if choices or detail.missing or not detail.chosen_from:
                self.fields[name] = _field(name, detail, choices)

    def _choices(self, name: str, detail: Detail, clauses: Sequence[Clause]) -> Choices:
        choices = [(area.value, area.label) for area in offered(clauses, detail.chosen_from)]
        kept = self.initial.get(name) if choices else None
        values = {value for value, _ in choices}
        return choices if not kept or kept in values else [*choices, (kept, kept)]

    def clean_giver_email(self) -> str:
        """Refuse an address of the person's own."""
        given: str = self.cleaned_data["giver_email"]
        if is_own(self.person, [given]):
            raise forms.ValidationError(OWN_ADDRESS, code="own_address")
        return given

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        values = super().clean() or self.cleaned_data
        start, end = values.get("started_on"), values.get("ended_on")
        if start and end and end < start:
            self.add_error("ended_on", "This day is before the first one.")
        return values


def initial_of(entry: EvidenceEntry) -> dict[str, Any]:
    """The form's values for an entry there is already."""
    values = {name: getattr(entry, name) for name in entry.evidence_kind.details}
    return values | ({"hours": floatformat(entry.hours, "-2")} if values.get("hours") is not None else {})


def plain(kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The details of an entry as text, to compare two of them by: 6.50 hours are 6.5."""
    details = {name: values[name] for name in EVIDENCE_KINDS[kind].details if name in values}
    return {name: _as_text(value) for name, value in details.items()}


def in_words(entry: EvidenceEntry, name: str) -> str:
    """One detail of an entry as a person reads it."""
    display = getattr(entry, f"get_{name}_display", None)
    value = initial_of(entry)[name]
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(display() if display and value else value or "")


def _as_text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _field(name: str, detail: Detail, choices: Choices) -> forms.Field:
    field = _choice(choices) if choices else _control(name, detail)
    field.label, field.help_text, field.required = detail.label, detail.hint, bool(detail.missing)
    field.error_messages["required"] = detail.missing
    if detail.chosen_from and not detail.missing:
        field.optional = False  # type: ignore[attr-defined]  # not by itself, but submitting asks for each
    return field


def _control(name: str, detail: Detail) -> forms.Field:
    """What suits the column that keeps it."""
    column: Any = EvidenceEntry._meta.get_field(name)
    if isinstance(column, models.DateField):
        return _day(may_be_to_come=detail.may_be_to_come)
    if isinstance(column, models.DecimalField):
        return _hours()
    if column.choices:
        return _choice([(value, label) for value, label in column.choices if value])
    if isinstance(column, models.EmailField):
        return Address(widget=forms.EmailInput(attrs={"class": "input"}))
    return Line(max_length=column.max_length, widget=forms.TextInput(attrs={"class": "input"}))


def _choice(choices: Choices) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "select"})
    return forms.ChoiceField(choices=[("", "Choose one"), *choices], widget=widget)


def _hours() -> NumberField:
    words = "Enter a number of hours, as in 6 or 2.5."
    return NumberField(
        min_value=Decimal("0.01"),
        max_value=MOST_HOURS,
        max_digits=7,
        decimal_places=2,
        widget=forms.TextInput(attrs={"class": "input input--hours"}),
        error_messages={
            "invalid": words,
            "min_value": "Enter more than no hours.",
            "max_value": "That is more than a person can do. Check the number.",
            "max_digits": words,
            "max_whole_digits": words,
            "max_decimal_places": "Enter hours with two decimal places at the most.",
        },
    )


def _day(*, may_be_to_come: bool) -> forms.DateField:
    return forms.DateField(
        input_formats=["%Y-%m-%d", "%m/%d/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "input input--short", "type": "date"}),
        validators=[_likely if may_be_to_come else _in_the_past],
        error_messages={"invalid": "Enter a date, as in 2024-03-31."},
    )


def _likely(value: date) -> None:
    if value < FIRST_DAY or value.year > timezone.localdate().year + MOST_YEARS_AHEAD:
        raise forms.ValidationError("Check the year.")


def _in_the_past(value: date) -> None:
    if value < FIRST_DAY:
        raise forms.ValidationError("Check the year.")
    if value > timezone.localdate():
        raise forms.ValidationError("Enter what you have done already: this day is still to come.")
