"""The decision sheet: what the findings say, what they propose, and the letter that would go out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.urls import reverse

from endorsement_plugin.letters import Letter, address_of, compose
from endorsement_plugin.models import Answer, Application, Decision, Reference, Sitting, Transcript
from endorsement_plugin.requirements.deadlines import renewal_due
from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.findings import Assessment, Finding
from endorsement_plugin.rules.states import ReferenceState, TranscriptState

from .assessments import assess_evidence, assessment_of
from .evidence import DESIGNATION, READABLE, exam_passed, gather
from .worklist import count_of

Outcome = Decision.Outcome

NUMBER = "{number}"
"""Stands in a letter for the number that the endorsement gets when it is granted."""

TO_WRITE = "[Write here"
"""Begins the places of a draft that a person must fill in."""


@dataclass(frozen=True)
class DecisionSheet:
    """What a coordinator decides by. `letters` has one draft per outcome."""

    application: Application
    assessment: Assessment
    proposed: Outcome
    letters: dict[Outcome, Letter]

    @property
    def unmet(self) -> tuple[Finding, ...]:
        """What speaks against endorsing."""
        return self.assessment.unmet("exam")

    @property
    def letter(self) -> Letter:
        """The draft for the proposed outcome."""
        return self.letters[self.proposed]


def decision_sheet(application: Application, today: date) -> DecisionSheet:
    """The sheet of one application as things stand today."""
    return _sheet(application, assessment_of(application, today), today)


def _sheet(application: Application, assessment: Assessment, today: date) -> DecisionSheet:
    return DecisionSheet(
        application=application,
        assessment=assessment,
        proposed=proposal(assessment),
        letters={outcome: draft(application, outcome, assessment, today) for outcome in Outcome},
    )


def decision_sheets(applications: QuerySet[Application], today: date) -> list[DecisionSheet]:
    """One sheet for each submitted application, in the same order: four queries, however many there are."""
    named = Reference.objects.exclude(state__in=[ReferenceState.REPLACED, ReferenceState.DECLINED])
    designation = Answer.objects.filter(application=OuterRef("pk"), name=DESIGNATION)
    rows = (
        applications.select_related(
            "person__user", "requirement_set", "form_version", "credential", "association__site"
        )
        .annotate(
            references_named=count_of(named),
            references_received=count_of(named.filter(state=ReferenceState.RECEIVED)),
            transcripts_readable=count_of(Transcript.objects.filter(state__in=READABLE)),
            designation=Subquery(designation.values("value")[:1]),
        )
        .prefetch_related(
            "evidence", "attestations", Prefetch("sittings", Sitting.objects.select_related("paper"))
        )
    )
    return [_sheet(row, assess_evidence(row, _evidence_read(row), today), today) for row in rows]


def _evidence_read(row: Any) -> Evidence:
    waiting = row.references_named - row.references_received
    return gather(
        row,
        entries=row.evidence.all(),
        transcripts=[TranscriptState.ACCEPTED] * row.transcripts_readable,
        references=[ReferenceState.RECEIVED] * row.references_received + [ReferenceState.SENT] * waiting,
        signed=[attestation.block_id for attestation in row.attestations.all()],
        designation=str(row.designation or ""),
        exam_passed=exam_passed(row.sittings.all()),
    )


def proposal(assessment: Assessment) -> Outcome:
    """Endorse when everything is met, else defer: declining is never proposed, only chosen."""
    return Outcome.ENDORSED if assessment.met_for("exam") else Outcome.DEFERRED


def draft(application: Application, outcome: Outcome, assessment: Assessment, today: date) -> Letter:
    """The letter as it would go out if nobody edited it."""
    return compose(
        outcome.value,
        application,
        unmet=assessment.unmet("exam"),
        sitting=_last_sitting(application),
        number=NUMBER,
        granted_on=today,
        renewal_due=renewal_due(today),
        link=address_of(application.association, reverse("endorsement:application", args=[application.pk])),
    )


def _last_sitting(application: Application) -> Sitting | None:
    return max(application.sittings.all(), key=lambda sitting: sitting.number, default=None)
