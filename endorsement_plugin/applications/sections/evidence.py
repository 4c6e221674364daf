from collections.abc import Iterator, Mapping
from typing import Any

from django.forms import BaseForm

from endorsement_plugin.definitions.fields import EvidenceSection
from endorsement_plugin.errors import Problem
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.people.queries import is_own
from endorsement_plugin.portfolio.forms import OWN_ADDRESS
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.requirements.findings import Assessment

from .base import Completion, SectionKind


class EvidenceKind(SectionKind[EvidenceSection]):
    """The portfolio's entries of one kind. Its place on the page is called as the kind is."""

    of = EvidenceSection

    @property
    def entries(self) -> list[AbstractEvidence]:
        """Those that count for this application."""
        return self.contents.entries_of_kind(self.section.kind)

    @property
    def is_begun(self) -> bool:
        return bool(self.entries)

    def completion(self, assessment: Assessment) -> Completion:
        about = self.findings(assessment)
        met = all(finding.met for finding in about)
        # What other sections have met already, as one way of several, is not needed here.
        spared = not about or (met and not self.is_begun)
        return Completion(self.is_begun, self.is_begun and met, spared and not self.section.required)

    def problems(self) -> Iterator[Problem]:
        """One query for an entry that names somebody's address."""
        if self.section.required and not self.entries:
            message = f"Add at least one entry under “{self.section.label}”."
            yield self.problem("required", message, self.section.kind)
        if is_own(self.contents.application.person, [entry.giver_email for entry in self.entries]):
            yield self.problem("own_address", OWN_ADDRESS, self.section.kind)

    def shown(self, assessment: Assessment, forms: Mapping[str, BaseForm]) -> dict[str, Any]:
        return {
            "entries": self.entries,
            "kind": EVIDENCE_KINDS[self.section.kind],
            "findings": self.findings(assessment),
            "accounts": assessment.by_entry,
        }
