"""A made-up portfolio, from a few numbers."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from endorsement_plugin.requirements.clauses import Clause, everyone, offered
from endorsement_plugin.requirements.degrees import CHOICES
from endorsement_plugin.requirements.evidence import Entry, Evidence, PartResult, Referee
from endorsement_plugin.requirements.exams.rules import exam_rules

EXAM = {"": None, "passed": True, "failed": False}
MONTH = Decimal("30.4375")
"""Days."""


class SampleForm(forms.Form):
    """What somebody might have. Everything may stay empty."""

    degree = forms.ChoiceField(choices=[("", "None"), *CHOICES], required=False)
    work_years = forms.DecimalField(min_value=0, max_value=60, required=False, label="Years of work")
    training_hours = forms.DecimalField(
        min_value=0, max_value=5000, required=False, label="Hours of training"
    )
    supervision_hours = forms.DecimalField(
        min_value=0, max_value=5000, required=False, label="Hours of reflective supervision"
    )
    supervision_months = forms.IntegerField(
        min_value=0, max_value=600, required=False, label="Months over which they were received"
    )
    giver_category = forms.CharField(
        max_length=40, required=False, label="Endorsement of who gave it", help_text="For example: IMHM."
    )
    references = forms.IntegerField(min_value=0, max_value=20, required=False, label="References received")
    transcripts = forms.IntegerField(min_value=0, max_value=20, required=False, label="Transcripts accepted")
    exam = forms.ChoiceField(
        choices=[("", "Not sat"), ("passed", "Passed"), ("failed", "Not passed")], required=False
    )
    designation = forms.CharField(max_length=40, required=False, help_text="As the form offers it: clinical.")
    everywhere = forms.BooleanField(required=False, label="The trainings are in every competency area")
    signed = forms.BooleanField(required=False, label="Every statement is signed")


def evidence_of(sample: dict[str, Any], clauses: Sequence[Clause], today: date) -> Evidence:
    """The portfolio of a SampleForm's values. It has whatever else the requirements ask of an entry."""
    references = sample["references"] or 0
    asked = tuple(signature for clause in everyone(clauses) for signature in clause.signatures)
    signed = asked if sample["signed"] else ()
    transcripts = sample["transcripts"] or 0
    passed = EXAM[sample["exam"]]
    return Evidence(
        entries=tuple(_entries(sample, clauses, today)),
        references_named=references,
        references_received=references,
        referees=tuple(Referee(received_on=today) for _ in range(references)),
        transcripts_accepted=transcripts,
        verified_as=("official",) * transcripts,
        exam_passed=passed,
        exam_parts=tuple(
            PartResult(part.value, passed) for part in exam_rules(clauses, sample["designation"]).parts
        ),
        designation=sample["designation"].strip(),
        signed=frozenset(signature.name for signature in signed),
        statements=signed,
    )


def _entries(sample: dict[str, Any], clauses: Sequence[Clause], today: date) -> Iterator[Entry]:
    areas = tuple(area.value for area in offered(clauses, "areas")) if sample["everywhere"] else ()
    field = next((one.value for one in offered(clauses, "field")), "")
    ages = tuple(one.value for one in offered(clauses, "ages"))
    if sample["degree"]:
        yield Entry("education", title="Degree", degree=sample["degree"], ended_on=_before(today, 600))
    if sample["work_years"]:
        since = _before(today, sample["work_years"] * 12)
        yield Entry("work", title="Position", started_on=since, field=field, ages=ages)
    if sample["training_hours"]:
        yield Entry("training", title="Training", hours=sample["training_hours"], ended_on=today, areas=areas)
    if sample["supervision_hours"]:
        yield Entry(
            "supervision",
            title="Reflective supervision",
            hours=sample["supervision_hours"],
            started_on=_before(today, Decimal(sample["supervision_months"] or 0)),
            ended_on=today,
            giver="A supervisor",
            giver_category=sample["giver_category"],
            setting="individual",
        )


def _before(today: date, months: Decimal | int) -> date:
    return today - timedelta(days=int(Decimal(months) * MONTH) + 1)
