"""What is asked of a made-up portfolio: what some requirement counts, and nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms

from endorsement_plugin.models import EvidenceEntry
from endorsement_plugin.requirements.clauses import Clause, asked, everyone, offered, requires_exam
from endorsement_plugin.requirements.degrees import CHOICES
from endorsement_plugin.requirements.kinds.base import OF_EVIDENCE

GIVER = "A category's code, such as IMHM-C, or: vetted."


def questions_about(clauses: Sequence[Clause]) -> Iterator[tuple[str, forms.Field]]:
    """The fields by their names, in the order of a form."""
    every = everyone(clauses)
    sources = {source for clause in every for source in clause.sources}
    yield "degree", _choice("Degree", CHOICES)  # work may count only after one
    if _of("license") in sources:
        yield "license", _named("License, valid today", "license", offered(clauses, "license"))
    if _of("membership") in sources:
        yield "membership", _named("Membership, valid today", "membership", offered(clauses, "association"))
    if {_of("work"), _of("supervision")} & sources:  # which may count only while working
        yield from _about_work(clauses)
    if _of("training") in sources:
        yield "training_hours", _decimal("Hours of training", 5000)
    if _of("supervision") in sources:
        yield from _about_supervision(clauses)
    yield from _about_the_rest(clauses, sources)


def _about_work(clauses: Sequence[Clause]) -> Iterator[tuple[str, forms.Field]]:
    counted = asked(clauses, "work")
    yield "work_years", _decimal("Years of work", 60)
    if "hours_per_week" in counted:
        yield "hours_per_week", _decimal("Hours a week of that work", 168, "Left empty: full time.")
    if fields := offered(clauses, "field"):
        choices = [(one.value, one.label) for one in fields]
        yield "field", _choice("Field of that work", choices, "None of these", proposed=choices[0][0])
    if "basis" in counted:
        bases = EvidenceEntry.Basis
        yield "basis", _choice("How they worked", bases.choices, "Not said", proposed=bases.PAID.value)
    if "families" in counted:
        yield "families", _number("Families served in that work", 10000)
    if "giver_category" in counted:
        yield "work_giver_category", _text("Endorsement of who supervised that work", GIVER)


def _about_supervision(clauses: Sequence[Clause]) -> Iterator[tuple[str, forms.Field]]:
    yield "supervision_hours", _decimal("Hours of reflective supervision", 5000)
    yield "supervision_months", _number("Months over which they were received", 600)
    yield "giver_category", _text("Endorsement of who gave it", GIVER)
    yield (
        "setting",
        _choice(
            "Setting",
            EvidenceEntry.Setting.choices,
            "Not said",
            proposed=EvidenceEntry.Setting.INDIVIDUAL.value,
        ),
    )
    if "hours_on_giving" in asked(clauses, "supervision"):
        yield "hours_on_giving", _decimal("Of these, hours about supervision that they give", 5000)


def _about_the_rest(clauses: Sequence[Clause], sources: set[str]) -> Iterator[tuple[str, forms.Field]]:
    every = everyone(clauses)
    if "references" in sources:
        yield "references", _number("References received", 20)
        if roles := offered(clauses, "role"):
            yield "roles", _ticked("In these roles", [(one.value, one.label) for one in roles])
        if any(one.accepts for one in every if "references" in one.sources):
            yield "references_standing", _number("Of these, by somebody who is what is asked for", 20)
    if "transcripts" in sources:
        yield "transcripts", _number("Official transcripts, verified", 20)
    if requires_exam(clauses):
        yield "exam", _choice("Exam", [("passed", "Passed"), ("failed", "Not passed")], "Not sat")
    yield from _about_the_person(every)
    if offered(clauses, "areas"):
        yield "everywhere", _yes("The entries are about every topic and competency area")
    if any(one.signatures for one in every):
        yield "signed", _yes("Every statement is signed")


def _about_the_person(every: Sequence[Clause]) -> Iterator[tuple[str, forms.Field]]:
    if held := dict.fromkeys(code for one in every if not one.sources for code in one.categories):
        yield "holdings", _ticked("Endorsements held", [(code, code) for code in held])
    if any(one.designations for one in every):
        yield "designation", _text("Designation", "As the form offers it: clinical.")
    if names := sorted({name for one in every for name in one.questions}):
        yield "denied", _ticked("Questions answered with no", [(name, name) for name in names])


def _of(kind: str) -> str:
    return OF_EVIDENCE + kind


def _choice(
    label: str, choices: Iterable[tuple[Any, Any]], none: str = "None", *, proposed: str = ""
) -> forms.Field:
    every = [("", none), *choices]
    return forms.ChoiceField(choices=every, required=False, label=label, initial=proposed)


def _named(label: str, noun: str, areas: Sequence[Any]) -> forms.Field:
    """Something that is known by its name: one of those that count, or another."""
    other = f"Another {noun}" if areas else f"Any {noun}"
    return _choice(label, [*((one.label, one.label) for one in areas), (other, other)])


def _ticked(label: str, choices: Sequence[tuple[str, str]]) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=choices, required=False, label=label, widget=forms.CheckboxSelectMultiple
    )


def _decimal(label: str, most: int, hint: str = "") -> forms.Field:
    return forms.DecimalField(min_value=0, max_value=most, required=False, label=label, help_text=hint)


def _number(label: str, most: int) -> forms.Field:
    return forms.IntegerField(min_value=0, max_value=most, required=False, label=label)


def _text(label: str, hint: str) -> forms.Field:
    return forms.CharField(max_length=40, required=False, label=label, help_text=hint)


def _yes(label: str) -> forms.Field:
    return forms.BooleanField(required=False, label=label)
