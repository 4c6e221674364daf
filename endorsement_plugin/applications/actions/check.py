"""What still stands in the way of submitting: read by the check page, the API and submitting itself."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from endorsement_plugin.assessment.contents import Contents
from endorsement_plugin.assessment.queries import assess_evidence
from endorsement_plugin.definitions.fields import (
    AttestationSection,
    EvidenceSection,
    PersonSection,
    ReferencesSection,
    TranscriptsSection,
)
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.errors import Problem
from endorsement_plugin.forms.builder import recheck
from endorsement_plugin.people.names import is_name_of, name_problems
from endorsement_plugin.people.queries import is_own
from endorsement_plugin.portfolio.forms import OWN_ADDRESS
from endorsement_plugin.references.eligibility import wrongly_named
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.findings import Assessment, Finding

from .finding_steps import step_for

# The sections speak for themselves; the requirement would say the same again.
_SAID_BY_A_SECTION = frozenset({"references", "attestation"})


def check_application(contents: Contents, today: date) -> tuple[list[Problem], Assessment]:
    """Everything to put right, in the form's order, then the unmet requirements. Nothing is written."""
    assessment = assess_evidence(contents.application, contents.evidence, today)
    problems = [problem for step in contents.definition.steps for problem in _in_step(step, contents)]
    return problems + list(_unmet(contents, assessment)), assessment


def _in_step(step: Step, contents: Contents) -> Iterator[Problem]:
    yield from _answers(step, contents.answers)
    for field in step.fields:
        check = _SECTIONS.get(field.type)
        if check:
            yield from check(step, field, contents)


def _answers(step: Step, answers: Mapping[str, Any]) -> Iterator[Problem]:
    for name, errors in recheck(step.questions, answers).errors.get_json_data().items():
        for error in errors:
            yield Problem(error["code"] or "invalid", error["message"], (step.name, name), step.name)


def _person(step: Step, field: PersonSection, contents: Contents) -> Iterator[Problem]:
    yield from name_problems(contents.application.person, step.name)


def _evidence(step: Step, field: EvidenceSection, contents: Contents) -> Iterator[Problem]:
    where, entries = (step.name, field.kind), contents.entries_of_kind(field.kind)
    if field.required and not entries:
        message = f"Add at least one entry under “{field.label}”."
        yield Problem("required", message, where, step.name)
    if is_own(contents.application.person, [entry.giver_email for entry in entries]):
        yield Problem("own_address", OWN_ADDRESS, where, step.name)


def _transcripts(step: Step, field: TranscriptsSection, contents: Contents) -> Iterator[Problem]:
    usable = [row for row in contents.transcripts if row.block_id == field.id and row.state != "refused"]
    if field.required and not usable:
        yield Problem("required", "Upload your transcript.", (step.name, field.name), step.name)


def _references(step: Step, field: ReferencesSection, contents: Contents) -> Iterator[Problem]:
    wrong = wrongly_named(contents.application.person, contents.references)
    for seat in contents.seats:
        where = (step.name, f"referee-{seat.number}")
        if not seat.is_taken:
            message = f"Name referee {seat.number}" + (f" ({seat.role})." if seat.role else ".")
            yield Problem("referee_missing", message, where, step.name)
        elif seat.number in wrong:
            yield Problem(*wrong[seat.number], where, step.name)


def _attestation(step: Step, field: AttestationSection, contents: Contents) -> Iterator[Problem]:
    where = (step.name, field.name)
    if not contents.is_signed(field):
        yield Problem("not_signed", f"Sign: {field.title}.", where, step.name)
    elif not is_name_of(contents.application.person, contents.attestations[field.id].typed_name):
        message = f"Sign once more, with the name you have given: {field.title}."
        yield Problem("name_differs", message, where, step.name)


_SECTIONS: Mapping[str, Any] = {
    "person": _person,
    "evidence": _evidence,
    "transcripts": _transcripts,
    "references": _references,
    "attestation": _attestation,
}


def _unmet(contents: Contents, assessment: Assessment) -> Iterator[Problem]:
    clauses = {clause.id: clause for clause in parse(contents.application.requirement_set.clauses)}
    for finding in assessment.unmet("submit"):
        if finding.kind in _SAID_BY_A_SECTION:
            continue
        yield Problem(
            "requirement_not_met",
            said(finding),
            ("requirements", finding.clause_id),
            step_for(contents, clauses[finding.clause_id]),
            {"value": finding.value, "minimum": finding.minimum},
        )


def said(finding: Finding) -> str:
    """An unmet requirement in one sentence: "30 hours of training: 18 of 30 hours so far." """
    if finding.minimum and Decimal(finding.value) < Decimal(finding.minimum):
        return f"{finding.sentence}: {finding.progress} so far."
    return f"{finding.sentence}: {finding.detail if finding.minimum else 'not met yet.'}"
