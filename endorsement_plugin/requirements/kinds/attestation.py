from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from endorsement_plugin.definitions.fields import AttestationSection, Section
from endorsement_plugin.requirements.evidence import Evidence, Signed
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.stored import LATER
from endorsement_plugin.requirements.wording import isolated, spelled

from .base import Clause


@dataclass(frozen=True)
class Attestation(Clause):
    """A signed statement, in the version that is named. Without `statement` any of the form will do."""

    kind = "attestation"
    fed_by = "attestation"
    title: str = ""
    statement: str = ""
    version: str = field(default="", metadata=LATER)

    @property
    def phrase(self) -> str:
        version = f" in its version {isolated(self.version)}" if self.version else ""
        return f"{isolated(self.title) or 'the statement'}{version}, read and signed"

    @property
    def signatures(self) -> Sequence[Signed]:
        return [Signed(self.statement or "statement", self.version)]

    def is_fed_by(self, section: Section) -> bool:
        if not super().is_fed_by(section) or self.statement not in {"", section.name}:
            return False
        return not isinstance(section, AttestationSection) or self._is_it(section.version)

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        signed = self.statement in evidence.signed if self.statement else bool(evidence.signed)
        met = signed and (not self.version or any(map(self._is_signed, evidence.statements)))
        detail = f"Another version was signed, not {isolated(self.version)}." if signed else "Not signed yet."
        return (self.plain(met, "" if met else detail),)

    def _is_signed(self, statement: Signed) -> bool:
        return self.statement in {"", statement.name} and self._is_it(statement.version)

    def _is_it(self, version: str) -> bool:
        return not self.version or spelled(version) == spelled(self.version)
