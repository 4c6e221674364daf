from dataclasses import dataclass
from datetime import date

from endorsement_plugin.definitions.fields import Section
from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.wording import isolated

from .base import Clause


@dataclass(frozen=True)
class Attestation(Clause):
    """A signed statement. Without `statement` any statement of the form will do."""

    kind = "attestation"
    fed_by = "attestation"
    title: str = ""
    statement: str = ""

    @property
    def phrase(self) -> str:
        return f"{isolated(self.title) or 'the statement'}, read and signed"

    def is_fed_by(self, section: Section) -> bool:
        return super().is_fed_by(section) and self.statement in {"", section.name}

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        met = self.statement in evidence.signed if self.statement else bool(evidence.signed)
        return (self.plain(met, "" if met else "Not signed yet."),)
