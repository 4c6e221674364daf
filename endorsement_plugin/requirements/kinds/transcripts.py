from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.wording import counted

from .base import Clause


@dataclass(frozen=True)
class Transcripts(Clause):
    """Transcripts that were found readable."""

    kind = "transcripts"
    phase = "review"
    fed_by = "transcripts"
    stands_once = True
    judged = "Transcripts that can be used"
    count: int = 0

    @property
    def phrase(self) -> str:
        return counted(self.count, "official transcript")

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        have, need = Decimal(evidence.transcripts_accepted), Decimal(self.count)
        finding = self.meter(have, need, "transcripts", met=have >= need, detail=_on_unseen(evidence))
        return (finding.doubted(self.doubts(evidence)),)

    @classmethod
    def doubts(cls, evidence: Evidence) -> tuple[str, ...]:
        return evidence.refused_transcripts


def _on_unseen(evidence: Evidence) -> str:
    """What becomes of transcripts that no person has looked at: they count until submission."""
    if not evidence.transcripts_unseen:
        return ""
    if not evidence.submitted:
        return "After you submit, a person looks at each file; from then on only verified ones count."
    waiting = counted(evidence.transcripts_unseen, "file")
    return f"Only verified transcripts count; {waiting} not looked at yet."
