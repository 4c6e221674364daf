from dataclasses import dataclass
from datetime import date

from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.findings import Finding

from .base import Clause

_DETAILS = {True: "Passed.", False: "Not passed.", None: "No outcome yet."}


@dataclass(frozen=True)
class Exam(Clause):
    """A passed exam."""

    kind = "exam"
    phase = "exam"
    stands_once = True

    @property
    def phrase(self) -> str:
        return "a passed exam"

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        return (self.plain(evidence.exam_passed is True, _DETAILS[evidence.exam_passed]),)
