"""One entry of the portfolio: which details each kind asks for, and in which words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.formats import date_format

from endorsement_plugin.models import EvidenceEntry, Person
from endorsement_plugin.queries.addresses import is_own
from endorsement_plugin.requirements.kinds import Area
from review_queue.typed.fields import Address, Line
from review_queue.typed.number_fields import NumberField

FIRST_DAY = date(1930, 1, 1)
MOST_HOURS = Decimal(20_000)


AREA = "An entry counts for the area you choose here. Every area needs an entry before you can submit."


@dataclass(frozen=True)
class Detail:
    """How one detail is asked for, and what is said when it is missing; optional if nothing is."""

    label: str
    hint: str = ""
    missing: str = ""


DETAILS: Mapping[str, Mapping[str, Detail]] = {
    EvidenceEntry.Kind.EDUCATION: {
        "degree": Detail("Degree or credential", missing="Choose the degree or credential."),
        "title": Detail(
            "Program of study",
            "For example: child development, social work.",
            missing="Enter the program of study.",
        ),
        "organization": Detail("School", missing="Enter the school."),
        "ended_on": Detail("Date awarded", missing="Enter the date it was awarded."),
    },
    EvidenceEntry.Kind.WORK: {
        "title": Detail("Position", missing="Enter the position."),
        "organization": Detail("Employer", missing="Enter the employer."),
        "started_on": Detail("First day", missing="Enter the first day."),
        "ended_on": Detail("Last day", "Leave empty if you still work there."),
        "area": Detail("Competency area", AREA),
    },
    EvidenceEntry.Kind.TRAINING: {
        "title": Detail("Title of the training", missing="Enter the title of the training."),
        "organization": Detail(
            "Given by", "The organization or the trainer.", missing="Enter who gave the training."
        ),
        "started_on": Detail("Date", "If it took several days, the first.", missing="Enter the date."),
        "ended_on": Detail("Last day", "If it took several days."),
        "hours": Detail("Hours", "Clock hours, as in 6 or 2.5.", missing="Enter the number of hours."),
        "area": Detail("Competency area", AREA),
    },
    EvidenceEntry.Kind.SUPERVISION: {
        "giver": Detail("Who gave the supervision", missing="Enter who gave the supervision."),
        "giver_email": Detail("Their e-mail address"),
        "giver_category": Detail("Their endorsement", "For example: IMHM."),
        "organization": Detail("Where"),
        "title": Detail("Focus", "What you reflected on, in a few words.", missing="Enter the focus."),
        "setting": Detail("Setting", missing="Choose the setting."),
        "started_on": Detail("From", missing="Enter the first day."),
        "ended_on": Detail("To", missing="Enter the last day."),
        "hours": Detail(
            "Hours",
            "Clock hours in this period, as in 24 or 2.5.",
            missing="Enter the number of hours.",
        ),
        "area": Detail("Competency area", AREA),
    },
}


OWN_ADDRESS = "This is your own address. Supervision is given by somebody else."


class EvidenceForm(forms.Form):
    """The details of one kind of entry of this person. `areas`: what it may be tagged with."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, kind: str, person: Person, areas: Iterable[Area] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        choices = [(area.value, area.label) for area in areas]
        for name, detail in DETAILS[kind].items():
            if name == "area" and not choices:
                continue
            self.fields[name] = _field(name, detail, choices)

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
    values = {name: getattr(entry, name) for name in DETAILS[entry.kind]}
    return values | ({"hours": floatformat(entry.hours, "-2")} if values.get("hours") is not None else {})


def plain(kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The details of an entry as text, to compare two of them by: 6.50 hours are 6.5."""
    told = {name: values[name] for name in DETAILS[kind] if name in values}
    return {name: _as_text(value) for name, value in told.items()}


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


def _field(name: str, detail: Detail, areas: list[tuple[str, str]]) -> forms.Field:
    field = _control(name, areas)
    field.label, field.help_text, field.required = detail.label, detail.hint, bool(detail.missing)
    field.error_messages["required"] = detail.missing
    if name == "area":
        field.optional = False  # type: ignore[attr-defined]  # not by itself, but submitting asks for each
    return field


def _control(name: str, areas: list[tuple[str, str]]) -> forms.Field:
    if name in {"started_on", "ended_on"}:
        return _day()
    if name == "hours":
        return _hours()
    if name == "degree":
        return _choice([choice for choice in EvidenceEntry.Degree.choices if choice[0]])
    if name == "setting":
        return _choice([choice for choice in EvidenceEntry.Setting.choices if choice[0]])
    if name == "area":
        return _choice(areas)
    if name == "giver_email":
        return Address(widget=forms.EmailInput(attrs={"class": "input"}))
    longest = getattr(EvidenceEntry._meta.get_field(name), "max_length", None)
    return Line(max_length=longest, widget=forms.TextInput(attrs={"class": "input"}))


def _choice(choices: list[tuple[str, str]]) -> forms.ChoiceField:
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


def _day() -> forms.DateField:
    return forms.DateField(
        input_formats=["%Y-%m-%d", "%m/%d/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "input input--short", "type": "date"}),
        validators=[_in_the_past],
        error_messages={"invalid": "Enter a date, as in 2024-03-31."},
    )


def _in_the_past(value: date) -> None:
    if value < FIRST_DAY:
        raise forms.ValidationError("Check the year.")
    if value > timezone.localdate():
        raise forms.ValidationError("Enter what you have done already: this day is still to come.")
