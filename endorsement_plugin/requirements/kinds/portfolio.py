from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from endorsement_plugin.requirements.counting import is_past
from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.evidence_kinds import asks_for
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.matching import tagged
from endorsement_plugin.requirements.wording import both, without

from .base import Area, Clause


@dataclass(frozen=True)
class Portfolio(Clause):
    """An entry in every competency area; without areas, at least one training.

    Trainings feed it: the section for them is where it is mended. Work and supervision in an area count too.
    """

    kind = "portfolio"
    fed_by = "evidence:training"
    areas: tuple[Area, ...] = ()
    subject: str = ""

    @property
    def phrase(self) -> str:
        subject = without(self.subject, "in") or ("each competency area" if self.areas else "the field")
        return f"a complete portfolio of training and experience in {subject}"

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        return (self._in_each_area(evidence, today) if self.areas else self._begun(evidence, today),)

    def offers(self, what: str) -> Sequence[Area]:
        return self.areas if what == "areas" else ()

    def _begun(self, evidence: Evidence, today: date) -> Finding:
        begun = any(is_past(entry, today) for entry in self.entries(evidence))
        return self.plain(begun, "" if begun else "No training has been entered yet.")

    def _in_each_area(self, evidence: Evidence, today: date) -> Finding:
        practice = [
            entry for entry in evidence.entries if asks_for(entry.kind, "areas") and is_past(entry, today)
        ]
        missing = [area.label for area in self.areas if not tagged(practice, area.value, area.label)]
        detail = f"Nothing entered yet for {both(missing)}." if missing else ""
        need = Decimal(len(self.areas))
        return self.meter(need - len(missing), need, "areas", met=not missing, detail=detail)
