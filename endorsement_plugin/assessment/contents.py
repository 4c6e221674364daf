"""All that an application holds, read once: for the task list, checking the answers, and submitting."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from endorsement_plugin.definitions.fields import AttestationSection, ReferencesSection, TranscriptsSection
from endorsement_plugin.definitions.form import FormDefinition
from endorsement_plugin.models import Application, Attestation, Reference, Scan, StepDraft, Transcript
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.portfolio.facts import facts_in
from endorsement_plugin.portfolio.queries import entries_of, gather, known_of
from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.rules.states import ReferenceState


@dataclass(frozen=True)
class Contents:
    """The rows of one application. `references` leaves out referees who were replaced."""

    application: Application
    drafts: Mapping[str, StepDraft]
    entries: list[AbstractEvidence]
    transcripts: list[Transcript]
    references: list[Reference]
    attestations: Mapping[str, Attestation]

    @property
    def definition(self) -> FormDefinition:
        """The form this application is pinned to."""
        return self.application.definition

    @cached_property
    def answers(self) -> dict[str, Any]:
        """Every answer written so far, by block id."""
        return {block: value for draft in self.drafts.values() for block, value in draft.answers.items()}

    @property
    def evidence(self) -> Evidence:
        """The same as the plain values that requirements are measured by, before the exam."""
        return gather(
            self.application,
            entries=self.entries,
            transcripts=self.transcripts,
            references=self.references,
            standings=known_of(self.application, self.entries, self.references),
            signed={block: row.digest for block, row in self.attestations.items()},
            facts=facts_in(self.definition, self.answers),
        )

    @property
    def seats(self) -> list["Seat"]:
        """One for each referee that the form asks for, whether named or not."""
        named = {row.slot: row for row in self.references}
        return [Seat(n, role, named.get(n)) for n, role in enumerate(self.definition.roles, start=1)]

    def entries_of_kind(self, kind: str) -> list[AbstractEvidence]:
        """The evidence of one kind."""
        return [entry for entry in self.entries if entry.kind == kind]

    def is_signed(self, attestation: AttestationSection) -> bool:
        """Whether these very words were signed."""
        signature = self.attestations.get(attestation.id)
        return signature is not None and signature.digest == attestation.sha256


@dataclass(frozen=True)
class Seat:
    """One place for a referee."""

    number: int
    role: str
    reference: Reference | None

    @property
    def is_taken(self) -> bool:
        """Whether somebody is named who has not declined."""
        return self.reference is not None and self.reference.status is not ReferenceState.DECLINED

    @property
    def scan_to_replace(self) -> Scan | None:
        """The scan of what came on paper, if inspecting it found that it cannot be used."""
        scan = self.reference.scan if self.reference else None
        return scan if scan is not None and scan.has_to_be_replaced else None


def contents_of(application: Application) -> Contents:
    """What its form asks for, with a query for each: what it does not ask for, or no more, is not read."""
    asked = {type(one) for one in application.definition.fields}
    current = application.references.exclude(state=ReferenceState.REPLACED)
    return Contents(
        application=application,
        drafts={draft.step: draft for draft in application.drafts.all()},
        entries=entries_of(application),
        transcripts=list(application.transcripts.all()) if TranscriptsSection in asked else [],
        references=list(current.select_related("scan")) if ReferencesSection in asked else [],
        attestations=_signed(application) if AttestationSection in asked else {},
    )


def _signed(application: Application) -> dict[str, Attestation]:
    return {row.block_id: row for row in application.attestations.select_related("scan")}
