from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from endorsement_plugin.requirements.evidence import Evidence, PartResult
from endorsement_plugin.requirements.exams.terms import ExamTerms, Part, result_of
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.stored import LATER
from endorsement_plugin.requirements.wording import both, counted, span

from .base import Clause

_DETAILS = {True: "Passed.", False: "Not passed.", None: "No outcome yet."}


@dataclass(frozen=True)
class Exam(Clause):
    """A passed exam: every one of its parts, if it has any. `ExamTerms` says what the rest means."""

    kind = "exam"
    phase = "exam"
    stands_once = True
    exam_parts: tuple[Part, ...] = field(default=(), metadata=LATER)
    stands: bool = field(default=False, metadata=LATER)
    attempts: int = field(default=0, metadata=LATER)
    wait_months: int = field(default=0, metadata=LATER)
    valid_months: int = field(default=0, metadata=LATER)

    @property
    def phrase(self) -> str:
        parts = both([part.phrase for part in self.exam_parts])
        whole = f"a passed exam: {parts}" if parts else "a passed exam"
        return "; ".join([whole, *self._rules()])

    @property
    def exam(self) -> ExamTerms:
        return ExamTerms(self.exam_parts, self.stands, self.attempts, self.wait_months, self.valid_months)

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        as_a_whole = not evidence.exam_parts and evidence.exam_passed is not None
        if as_a_whole or not self.exam_parts:
            return (self.plain(evidence.exam_passed is True, _DETAILS[evidence.exam_passed]),)
        return tuple(self._on(part, result_of(part, evidence.exam_parts)) for part in self.exam_parts)

    def _on(self, part: Part, result: PartResult | None) -> Finding:
        passed, words = part.came_out(result), f"The exam: {part.phrase}"
        if result is None or result.score is None or not part.pass_mark:
            return replace(self.plain(passed is True, _DETAILS[passed]), sentence=words)
        reached = part.reached(result.score, result.most)
        return self.meter(reached, part.pass_mark, part.unit, met=passed is True, words=words)

    def _rules(self) -> Iterator[str]:
        if self.stands:
            yield "a part once passed is not sat again"
        if self.attempts:
            yield f"{counted(self.attempts, 'attempt')} at the most"
        if self.wait_months:
            yield f"sat again after {span(self.wait_months)} at the earliest"
        if self.valid_months:
            yield f"begun within {span(self.valid_months)} of the approval to sit it"
