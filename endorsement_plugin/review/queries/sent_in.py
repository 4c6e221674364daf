"""What an applicant has submitted, as they and their coordinators read it beside each other."""

from dataclasses import dataclass

from endorsement_plugin.models import Application, Attestation, Reference, Submission, Transcript
from endorsement_plugin.rules.states import DECIDED, ReferenceState

from .casefile import AnsweredStep, EvidenceList, answers_by_step, earlier_of, evidence_by_kind


@dataclass(frozen=True)
class SentIn:
    """What an applicant has submitted, and the references they may read."""

    steps: list[AnsweredStep]
    evidence: list[EvidenceList]
    transcripts: list[Transcript]
    attestations: list[Attestation]
    readable: list[Reference]
    earlier: list[Submission]


def sent_in(application: Application) -> SentIn:
    """All of it as it was submitted.

    A reference can be read once the application is decided, unless its applicant gave that up: referees are
    told which it is before they write, and nobody can press them while it is still open.
    """
    received = application.references.filter(state=ReferenceState.RECEIVED, waived=False)
    decided = application.status in DECIDED
    return SentIn(
        steps=answers_by_step(application),
        evidence=evidence_by_kind(application.evidence.all()),
        transcripts=list(application.transcripts.all()),
        attestations=list(application.attestations.select_related("scan")),
        readable=list(received.prefetch_related("answers")) if decided else [],
        earlier=earlier_of(application),
    )
