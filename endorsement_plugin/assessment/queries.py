"""How an application stands against the requirements it started under."""

from datetime import date

from endorsement_plugin.models import Application
from endorsement_plugin.portfolio.queries import evidence_for
from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.findings import Assessment


def assessment_of(application: Application, today: date) -> Assessment:
    """The findings. A draft is measured by the person's portfolio, a submitted one by what was submitted."""
    return assess_evidence(application, evidence_for(application), today)


def assess_evidence(application: Application, evidence: Evidence, today: date) -> Assessment:
    """The findings for evidence that was read already. No query but the pinned requirement set."""
    return assess(parse(application.requirement_set.clauses), evidence, today)
