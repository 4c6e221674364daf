"""What still stands in the way of submitting: read by the check page, the API and submitting itself."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from endorsement_plugin.applications.sections import KINDS, sections_of
from endorsement_plugin.applications.sections.mending import step_for
from endorsement_plugin.assessment.contents import Contents
from endorsement_plugin.assessment.queries import assess_evidence
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.errors import Problem
from endorsement_plugin.fees.queries import unsettled
from endorsement_plugin.fees.rules import problems as problems_of_fees
from endorsement_plugin.forms.builder import problems_of, recheck
from endorsement_plugin.requirements.clauses import everyone, parse
from endorsement_plugin.requirements.findings import Assessment, Finding
from endorsement_plugin.rules.fees import Holds

_SPOKEN_FOR = frozenset(kind.of.type for kind in KINDS.values() if kind.says_requirements)
"""Requirements that sections speak for: they would say the same again."""


def check_application(contents: Contents, today: date) -> tuple[list[Problem], Assessment]:
    """Everything to put right, in the form's order, then unmet requirements and fees. Nothing is written."""
    assessment = assess_evidence(contents.application, contents.evidence, today)
    problems = [problem for step in contents.definition.steps for problem in _in_step(step, contents)]
    fees = problems_of_fees(unsettled(contents.application, Holds.SUBMISSION))
    return problems + list(_unmet(contents, assessment)) + fees, assessment


def _in_step(step: Step, contents: Contents) -> Iterator[Problem]:
    yield from _answers(step, contents.answers)
    for section in sections_of(step, contents):
        yield from section.problems()


def _answers(step: Step, answers: Mapping[str, Any]) -> Iterator[Problem]:
    yield from problems_of(recheck(step.questions, answers), step.name, step=step.name)


def _unmet(contents: Contents, assessment: Assessment) -> Iterator[Problem]:
    stored = contents.application.requirement_set.clauses
    clauses = {clause.id: clause for clause in everyone(parse(stored))}
    for finding in assessment.unmet("submit"):
        if finding.sections and _SPOKEN_FOR.issuperset(finding.sections):
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
