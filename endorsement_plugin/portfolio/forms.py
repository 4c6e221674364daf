"""One entry of the portfolio: what its kind asks for, as controls."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from endorsement_plugin.models import EvidenceEntry, Person
from endorsement_plugin.people.queries import is_own
from endorsement_plugin.requirements.clauses import Clause, asked, offered
from endorsement_plugin.requirements.details import Detail
from endorsement_plugin.requirements.evidence import Area
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS, plain
from endorsement_plugin.requirements.wording import number
from review_queue.typed.fields import Address, Line
from review_queue.typed.number_fields import NumberField, WholeNumberField

from .rules import doubts

FIRST_DAY = date(1930, 1, 1)
MOST_YEARS_AHEAD = 60
MOST_HOURS = Decimal(20_000)
MOST_HOURS_A_WEEK = Decimal(168)
MOST_FAMILIES = 10_000

Choices = list[tuple[str, str]]

OWN_ADDRESS = "This is your own address. Supervision is given by somebody else."
CONFIRM = "I have checked this. Save it as it is."
SLIPS = frozenset({"title", "started_on", "ended_on", "hours"})
"""The details by which a slip is found."""

MORE_THAN_IN_ALL = "These are more hours than in all."


class EvidenceForm(forms.Form):
    """The details of one kind of entry of this person. `clauses`: what it may count for.

    What was chosen before stays a choice, also where other requirements offered it. `entry` is the id that it
    has or will have. A likely slip is asked about: `confirmed` is what the page sends when that was meant, or
    true for all that may be.
    """

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        kind: str,
        person: Person,
        clauses: Sequence[Clause] = (),
        entry: UUID | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.person, self.entry = kind, person, entry
        demanded = asked(clauses, kind)
        for name, detail in EVIDENCE_KINDS[kind].details.items():
            choices = self._choices(name, detail, offered(clauses, detail.chosen_from, kind))
            always = not detail.on_demand and (detail.missing or not detail.chosen_from)
            if choices or always or name in demanded:
                self.fields[name] = _field(name, detail, choices)

    def _choices(self, name: str, detail: Detail, options: Sequence[Area]) -> Choices:
        choices = [(option.value, option.label) for option in options]
        kept = self.initial.get(name) if choices else None
        values = {value for value, _ in choices}
        before = kept if isinstance(kept, list) else [kept] if kept else []
        return [*choices, *((value, value) for value in before if value not in values)]

    def clean_giver_email(self) -> str:
        """Refuse an address of the person's own."""
        given: str = self.cleaned_data["giver_email"]
        if is_own(self.person, [given]):
            raise forms.ValidationError(OWN_ADDRESS, code="own_address")
        return given

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start, and a part of the hours that is more than all of them."""
        values = super().clean() or self.cleaned_data
        start, end = values.get("started_on"), values.get("ended_on")
        if start and end and end < start:
            self.add_error("ended_on", "This day is before the first one.")
        hours, part = values.get("hours"), values.get("hours_on_giving")
        if hours and part and part > hours:
            self.add_error("hours_on_giving", MORE_THAN_IN_ALL)
        if not self.errors and self._slips(values) != self._slips(self.initial):
            self._ask_about(values)
        return values

    def _slips(self, values: Mapping[str, Any]) -> dict[str, str]:
        details = plain(self.kind, values)
        return {name: text for name, text in details.items() if name in SLIPS and text}

    def _ask_about(self, values: Mapping[str, Any]) -> None:
        """One more query, for an entry with hours: those that there are."""
        if not values.get("hours"):
            return
        others = self.person.evidence.filter(hours__isnull=False)
        found = doubts(_as_entry(self.kind, values), others.exclude(pk=self.entry) if self.entry else others)
        asked = hashlib.sha256("\n".join(found).encode()).hexdigest()[:16]
        if found and self.data.get("confirmed") not in (True, asked):
            self.fields["confirmed"] = _Confirmed(asked)
            self.add_error("confirmed", [forms.ValidationError(one, code="doubtful") for one in found])


class _Confirmed(forms.BooleanField):
    """A box to tick for what was asked about, empty each time."""

    def __init__(self, asked: str) -> None:
        box = forms.CheckboxInput(attrs={"value": asked}, check_test=lambda value: False)
        super().__init__(label=CONFIRM, required=False, widget=box)


def _as_entry(kind: str, values: Mapping[str, Any]) -> EvidenceEntry:
    return EvidenceEntry(kind=kind, **{name: values.get(name) for name in SLIPS})


def initial_of(entry: EvidenceEntry) -> dict[str, Any]:
    """The form's values for an entry there is already."""
    return {
        name: number(value) if isinstance(value, Decimal) else value for name, value in entry.details.items()
    }


def in_words(entry: EvidenceEntry, name: str, field: forms.Field) -> str:
    """One detail of an entry as a person reads it in this control."""
    value = initial_of(entry)[name]
    if isinstance(value, date):
        return date_format(value, "j F Y")
    words = dict(getattr(field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(words.get(one, one)) for one in values if one not in (None, ""))


def _field(name: str, detail: Detail, choices: Choices) -> forms.Field:
    column: Any = EvidenceEntry._meta.get_field(name)
    several = isinstance(column, models.JSONField)
    field = (_choices(choices) if several else _choice(choices)) if choices else _control(column, detail)
    field.label, field.help_text, field.required = detail.label, detail.hint, bool(detail.missing)
    field.error_messages["required"] = detail.missing
    if detail.chosen_from and not detail.missing:
        field.optional = False  # type: ignore[attr-defined]  # not by itself, but submitting may ask for it
    return field


def _control(column: Any, detail: Detail) -> forms.Field:
    """What suits the column that keeps it."""
    if isinstance(column, models.DateField):
        return _day(may_be_to_come=detail.may_be_to_come)
    if isinstance(column, models.DecimalField):
        return _hours(MOST_HOURS_A_WEEK if column.name == "hours_per_week" else MOST_HOURS)
    if isinstance(column, models.PositiveIntegerField):
        return _count()
    if column.choices:
        return _choice([(value, label) for value, label in column.choices if value])
    if isinstance(column, models.EmailField):
        return Address(widget=forms.EmailInput(attrs={"class": "input"}))
    return Line(max_length=column.max_length, widget=forms.TextInput(attrs={"class": "input"}))


def _choice(choices: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[("", "Choose one"), *choices], widget=forms.Select({"class": "select"}))


def _choices(choices: Choices) -> forms.MultipleChoiceField:
    """Boxes to tick."""
    words = "Choose among what is offered here."
    return forms.MultipleChoiceField(
        choices=choices,
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"invalid_choice": words, "invalid_list": words},
    )


def _count() -> WholeNumberField:
    words = "Enter a whole number, as in 12."
    return WholeNumberField(
        min_value=0,
        max_value=MOST_FAMILIES,
        widget=forms.TextInput(attrs={"class": "input input--hours"}),
        error_messages={
            "invalid": words,
            "min_value": words,
            "max_value": "That is more than a person can serve. Check the number.",
        },
    )


def _hours(most: Decimal) -> NumberField:
    words = "Enter a number of hours, as in 6 or 2.5."
    return NumberField(
        min_value=Decimal("0.01"),
        max_value=most,
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
