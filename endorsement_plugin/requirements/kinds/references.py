from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from endorsement_plugin.definitions.fields import ReferencesSection, Section
from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.wording import counted

from .base import Clause, Shortfall


@dataclass(frozen=True)
class References(Clause):
    """So many references: named before submitting, received before a decision."""

    kind = "references"
    fed_by = "references"
    stands_once = True
    judged = "References that speak for the applicant"
    count: int = 0

    @property
    def phrase(self) -> str:
        return counted(self.count, "reference")

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        need = Decimal(self.count)
        named, received = Decimal(evidence.references_named), Decimal(evidence.references_received)
        naming = f"{counted(self.count, 'referee')} named"
        receiving = f"{self.phrase} received"
        return (
            self.meter(named, need, "referees", met=named >= need, words=naming),
            self.meter(
                received, need, "references", met=received >= need, words=receiving, phase="review"
            ).doubted(evidence.doubted_references),
        )

    def shortfall(self, section: Section) -> Shortfall | None:
        room = section.count if isinstance(section, ReferencesSection) else 0
        words = f"The requirements ask for {self.count} references; this has room for {room}."
        return Shortfall(self.count - room, "slots", words) if room < self.count else None

    @classmethod
    def doubts(cls, evidence: Evidence) -> tuple[str, ...]:
        return evidence.doubted_references
