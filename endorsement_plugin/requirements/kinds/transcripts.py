from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.standards import PHRASES, counts_as
from endorsement_plugin.requirements.stored import LATER
from endorsement_plugin.requirements.wording import counted

from .base import Clause


@dataclass(frozen=True)
class Transcripts(Clause):
    """Transcripts verified by a person as this `standard` or better; until submission any that are there."""

    kind = "transcripts"
    phase = "review"
    fed_by = "transcripts"
    stands_once = True
    judged = "Transcripts that can be used"
    count: int = 0
    standard: str = field(default="", metadata=LATER)

    @property
    def phrase(self) -> str:
        noun, more = PHRASES.get(self.standard, PHRASES[""])
        return f"{counted(self.count, noun)}{more}"

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        less = sum(1 for found in evidence.verified_as if not counts_as(found, self.standard))
        have, need = Decimal(max(0, evidence.transcripts_accepted - less)), Decimal(self.count)
        detail = " ".join(filter(None, [_on_unseen(evidence), _on_lesser(less)]))
        finding = self.meter(have, need, "transcripts", met=have >= need, detail=detail)
        return (finding.doubted(self.doubts(evidence)),)

    @classmethod
    def doubts(cls, evidence: Evidence) -> tuple[str, ...]:
        return evidence.refused_transcripts


def _on_lesser(less: int) -> str:
    """That some were verified, and are not what is asked for."""
    are = "is" if less == 1 else "are"
    return f"{counted(less, 'verified transcript')} {are} not of the kind that is asked for." if less else ""


def _on_unseen(evidence: Evidence) -> str:
    """What becomes of transcripts that no person has looked at: they count until submission."""
    if not evidence.transcripts_unseen:
        return ""
    if not evidence.submitted:
        return "After you submit, a person looks at each file; from then on only verified ones count."
    waiting = counted(evidence.transcripts_unseen, "file")
    return f"Only verified transcripts count; {waiting} not looked at yet."
