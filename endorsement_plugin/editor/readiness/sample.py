"""A made-up portfolio, from a few answers. Only what the requirements count is asked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from endorsement_plugin.requirements.clauses import Clause, everyone, offered
from endorsement_plugin.requirements.evidence import Entry, Evidence, PartResult, Referee, Standing
from endorsement_plugin.requirements.exams.rules import exam_rules
from endorsement_plugin.requirements.givers import VETTED

from .sample_questions import questions_about

EXAM = {"": None, "passed": True, "failed": False}
MONTH = Decimal("30.4375")
"""Days."""


class SampleForm(forms.Form):
    """What somebody might have. All may stay empty; what an address leaves out is as it is proposed."""

    def __init__(self, clauses: Sequence[Clause], data: QueryDict | None = None) -> None:
        asked = dict(questions_about(clauses))
        super().__init__(data and _with_proposals(data, asked))
        self.fields = asked


def _with_proposals(data: QueryDict, asked: Mapping[str, forms.Field]) -> QueryDict:
    whole = data.copy()
    for name, field in asked.items():
        if field.initial:
            whole.setdefault(name, field.initial)
    return whole


def evidence_of(sample: Mapping[str, Any], clauses: Sequence[Clause], today: date) -> Evidence:
    """The portfolio of a SampleForm's values; what it does not ask is empty."""
    asked = tuple(signature for clause in everyone(clauses) for signature in clause.signatures)
    signed = asked if sample.get("signed") else ()
    transcripts, references = sample.get("transcripts") or 0, sample.get("references") or 0
    passed, designation = EXAM[sample.get("exam", "")], sample.get("designation", "").strip()
    return Evidence(
        entries=tuple(_entries(sample, clauses, today)),
        references_named=references,
        references_received=references,
        referees=tuple(_referees(sample, clauses, today)),
        transcripts_accepted=transcripts,
        verified_as=("official",) * transcripts,
        exam_passed=passed,
        exam_parts=tuple(PartResult(part.value, passed) for part in exam_rules(clauses, designation).parts),
        designation=designation,
        denied=frozenset(sample.get("denied", ())),
        holdings=tuple(map(Standing, sample.get("holdings", ()))),
        signed=frozenset(signature.name for signature in signed),
        statements=signed,
    )


def _entries(sample: Mapping[str, Any], clauses: Sequence[Clause], today: date) -> Iterator[Entry]:
    """Each with an id by which it is told what became of it."""
    areas = tuple(area.value for area in offered(clauses, "areas")) if sample.get("everywhere") else ()
    if degree := sample.get("degree"):
        yield Entry("education", "Degree", id="1", degree=degree, ended_on=_before(today, 600), areas=areas)
    if name := sample.get("license"):
        yield Entry("license", title=name, id="2", ended_on=today)
    if name := sample.get("membership"):
        yield Entry("membership", title=name, organization=name, id="3", ended_on=today)
    if sample.get("work_years"):
        yield _position(sample, areas, tuple(one.value for one in offered(clauses, "ages")), today)
    if hours := sample.get("training_hours"):
        yield Entry("training", "Training", id="5", hours=hours, ended_on=today, areas=areas)
    if hours := sample.get("supervision_hours"):
        yield Entry(
            "supervision",
            title="Reflective supervision",
            id="6",
            hours=hours,
            started_on=_before(today, Decimal(sample.get("supervision_months") or 0)),
            ended_on=today,
            giver="A supervisor",
            giver_category=sample.get("giver_category", ""),
            setting=sample.get("setting", ""),
            hours_on_giving=sample.get("hours_on_giving"),
            areas=areas,
        )


def _position(sample: Mapping[str, Any], areas: tuple[str, ...], ages: tuple[str, ...], today: date) -> Entry:
    """With every age that is asked for."""
    return Entry(
        "work",
        title="Position",
        id="4",
        started_on=_before(today, sample["work_years"] * 12),
        hours_per_week=sample.get("hours_per_week"),
        basis=sample.get("basis", ""),
        field=sample.get("field", ""),
        families=sample.get("families"),
        giver="A supervisor",
        giver_category=sample.get("work_giver_category", ""),
        ages=ages,
        areas=areas,
    )


def _referees(sample: Mapping[str, Any], clauses: Sequence[Clause], today: date) -> Iterator[Referee]:
    """In the roles that are ticked, and as many as are said known to the association."""
    roles, known = sample.get("roles", ()), sample.get("references_standing") or 0
    asking = [clause for clause in everyone(clauses) if "references" in clause.sources]
    category = next((giver.category for clause in asking for giver in clause.accepts), VETTED)
    for index in range(sample.get("references") or 0):
        role = roles[index] if index < len(roles) else ""
        yield Referee(role, today, standings=(Standing(category),) if index < known else ())


def _before(today: date, months: Decimal | int) -> date:
    return today - timedelta(days=int(Decimal(months) * MONTH) + 1)
