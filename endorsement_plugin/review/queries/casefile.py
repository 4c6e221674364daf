"""Everything a coordinator reads about one application, gathered for one page.

What was sent in before an application was sent in once more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import OuterRef, Subquery, UUIDField

from endorsement_plugin.assessment.queries import assessment_of
from endorsement_plugin.fees.queries import chargeable
from endorsement_plugin.models import (
    Answer,
    Appeal,
    Application,
    ApplicationEvent,
    Attestation,
    Decision,
    Fee,
    Mail,
    Reference,
    Sitting,
    Submission,
    SubmittedEntry,
    Transcript,
)
from endorsement_plugin.portfolio.judging import Judged, judged_of
from endorsement_plugin.portfolio.rules import doubts
from endorsement_plugin.portfolio.sittings import those_that_count
from endorsement_plugin.requirements.clauses import labels, parse
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.requirements.findings import Assessment
from endorsement_plugin.rules.states import ReferenceState, SittingState

from .people import People


@dataclass(frozen=True)
class AnsweredStep:
    """A step of the form with the answers given in it."""

    title: str
    answers: list[Answer]


@dataclass(frozen=True)
class EvidenceList:
    """The submitted entries of one kind, with their hours."""

    title: str
    entries: list[SubmittedEntry]

    @property
    def hours(self) -> object:
        """The sum of clock hours, or 0."""
        return sum(entry.hours or 0 for entry in self.entries)


@dataclass(frozen=True)
class RatedQuestion:
    """A question of the reference form, with what each referee answered to it, in the referees' order."""

    label: str
    answers: list[tuple[Reference, str]]


@dataclass(frozen=True)
class CaseFile:
    """One application, read in a fixed number of queries."""

    application: Application
    assessment: Assessment
    steps: list[AnsweredStep]
    evidence: list[EvidenceList]
    transcripts: list[Transcript]
    references: list[Reference]
    superseded: list[Reference]
    """What was entered from paper and then entered again."""
    attestations: list[Attestation]
    sittings: list[Sitting]
    decisions: list[Decision]
    events: list[ApplicationEvent]
    mail: list[Mail]
    earlier: list[Submission]
    labels: Mapping[str, Mapping[str, str]]
    judged: Mapping[str, Judged]
    fees: list[Fee]
    chargeable: bool

    @cached_property
    def people(self) -> People:
        """What is known of its supervisors and referees."""
        entries = [entry for of_kind in self.evidence for entry in of_kind.entries]
        return People(self.application, entries, self.references)

    @cached_property
    def slips(self) -> Mapping[int, list[str]]:
        """What is likely a slip, by the submitted entry: the applicant was asked, and meant it."""
        entries = [entry for of_kind in self.evidence for entry in of_kind.entries]
        found = {one.pk: doubts(one, [other for other in entries if other is not one]) for one in entries}
        return {key: words for key, words in found.items() if words}

    @property
    def sitting(self) -> Sitting | None:
        """The latest sitting."""
        return self.sittings[-1] if self.sittings else None

    @property
    def with_exam(self) -> bool:
        """Whether the requirements ask for an exam."""
        return any(finding.phase == "exam" for finding in self.assessment.findings)

    @property
    def received(self) -> list[Reference]:
        """The references that have answers."""
        return [reference for reference in self.references if reference.answers.all()]

    @property
    def rated(self) -> list[RatedQuestion]:
        """The answers of all referees side by side, one row for each question; a gap where it was not put."""
        labels: dict[str, str] = {}
        given: dict[tuple[object, str], str] = {}
        for reference in self.received:
            for answer in reference.answers.all():
                labels.setdefault(answer.block_id, answer.label)
                given[reference.pk, answer.block_id] = answer.text
        return [
            RatedQuestion(label, [(row, given.get((row.pk, block), "")) for row in self.received])
            for block, label in labels.items()
        ]

    @property
    def appeal(self) -> Appeal | None:
        """The second scoring that is under way."""
        return next((appeal for row in self.sittings for appeal in row.appeals.all() if appeal.is_open), None)

    @property
    def appealable(self) -> list[Sitting]:
        """The sittings that may be scored again: those that count, with an outcome, one at a time."""
        if self.appeal or not self.application.has_appealable_exams:
            return []
        return [
            row
            for row in those_that_count(self.sittings)
            if row.status in {SittingState.PASSED, SittingState.FAILED} and row.is_written_here
        ]


def casefile(application: Application, today: date) -> CaseFile:
    """The file of one application."""
    references = (
        application.references.select_related("scan")
        .prefetch_related("answers")
        .exclude(state=ReferenceState.REPLACED)
    )
    sittings = application.sittings.select_related("paper__form").prefetch_related(
        "responses", "parts", "appeals__asked_by"
    )
    decisions = application.decisions.select_related("decided_by").prefetch_related("findings")
    return CaseFile(
        application=application,
        assessment=assessment_of(application, today),
        steps=answers_by_step(application),
        evidence=evidence_by_kind(application.evidence.all()),
        transcripts=transcripts_of_file(application),
        references=list(references),
        superseded=_superseded(application),
        attestations=list(application.attestations.select_related("scan")),
        sittings=list(sittings.order_by("number")),
        decisions=list(decisions),
        events=list(application.events.select_related("actor")),
        mail=list(application.mail.order_by("created_at")),
        earlier=earlier_of(application),
        labels=labels(parse(application.requirement_set.clauses)),
        judged=judged_of(application.evidence.all(), application.entry_judgments.all()),
        fees=list(application.fees.select_related("settled_by").prefetch_related("refunds")),
        chargeable=bool(chargeable(application)),
    )


def _superseded(application: Application) -> list[Reference]:
    """No query for what was never entered from paper."""
    if application.paper_received_on is None:
        return []
    entered = application.references.filter(state=ReferenceState.REPLACED, received_on__isnull=False)
    return list(entered.select_related("scan").prefetch_related("answers").order_by("slot", "answered_at"))


def transcripts_of_file(application: Application) -> list[Transcript]:
    """Its transcripts; `twin` is an application of another person who sent the very same file, or None.

    Of the same association only: another's applications are not for this coordinator.
    """
    others = Transcript.objects.filter(
        sha256=OuterRef("sha256"), application__association=application.association_id
    ).exclude(application__person=application.person_id)
    twin = others.order_by("uploaded_at").values("application")[:1]
    return list(
        application.transcripts.select_related("verified_by").annotate(
            twin=Subquery(twin, output_field=UUIDField())
        )
    )


def answers_by_step(application: Application) -> list[AnsweredStep]:
    """The submitted answers under the titles of their form; steps without any are left out."""
    answers = {answer.block_id: answer for answer in application.answers.all()}
    steps = [
        AnsweredStep(
            title=step.title,
            answers=[answers[field.id] for field in step.fields if field.id in answers],
        )
        for step in application.definition.steps
    ]
    return [step for step in steps if step.answers]


def evidence_by_kind(entries: Iterable[SubmittedEntry]) -> list[EvidenceList]:
    """Submitted entries under their kinds; kinds without any are left out."""
    grouped: dict[str, list[SubmittedEntry]] = defaultdict(list)
    for entry in entries:
        grouped[entry.kind].append(entry)
    kinds = EVIDENCE_KINDS.values()
    return [EvidenceList(kind.label, grouped[kind.value]) for kind in kinds if grouped[kind.value]]


def earlier_of(application: Application) -> list[Submission]:
    """The submissions before the last, the newest first, with their rows. One query if there are none."""
    rows = application.submissions.order_by("-number")
    return list(rows.prefetch_related("answers", "evidence"))
