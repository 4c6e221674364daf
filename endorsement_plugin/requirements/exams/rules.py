"""What a set of requirements asks of the exam that one applicant sits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from endorsement_plugin.requirements.clauses import everyone
from endorsement_plugin.requirements.evidence import Evidence, PartResult
from endorsement_plugin.requirements.kinds import Clause

from .terms import ExamTerms, Part, result_of


@dataclass(frozen=True)
class ExamRules:
    """All terms that bind an applicant, together: who is held to two exams sits the parts of both."""

    terms: tuple[ExamTerms, ...] = ()

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Each part once; empty for an exam that is passed or not as a whole."""
        by_value: dict[str, Part] = {}
        for part in (part for one in self.terms for part in one.parts):
            by_value.setdefault(part.value, part)
        return tuple(by_value.values())

    @property
    def attempts(self) -> int:
        """The fewest that one of them allows; 0 for no limit."""
        return _least(one.attempts for one in self.terms)

    @property
    def wait_months(self) -> int:
        """The longest wait that one of them asks for; 0 for the association's."""
        return max((one.wait_months for one in self.terms), default=0)

    @property
    def valid_months(self) -> int:
        """The shortest time for which an approval is good; 0 for no limit."""
        return _least(one.valid_months for one in self.terms)

    def still_to_sit(self, results: Sequence[PartResult]) -> tuple[Part, ...]:
        """The parts of the next sitting: all of them, or where passed ones stand those not passed yet."""
        return tuple(part for part in self.parts if not self._stands(part, results))

    def _stands(self, part: Part, results: Sequence[PartResult]) -> bool:
        asking = [one for one in self.terms if part.value in {known.value for known in one.parts}]
        return all(one.stands for one in asking) and part.came_out(result_of(part, results)) is True


def exam_rules(clauses: Sequence[Clause], designation: str = "") -> ExamRules:
    """The exams among these requirements, also inside groups, that bind an applicant of this designation."""
    return ExamRules(tuple(_binding(clauses, Evidence(designation=designation))))


def exam_depends_on_designation(clauses: Sequence[Clause]) -> bool:
    """Whether who sits what depends on the designation."""
    return any(clause.exam is not None and clause.designation for clause in everyone(clauses))


def _binding(clauses: Sequence[Clause], someone: Evidence) -> Iterator[ExamTerms]:
    for clause in clauses:
        if clause.binds(someone):
            if clause.exam is not None:
                yield clause.exam
            yield from _binding(clause.parts, someone)


def _least(numbers: Iterable[int]) -> int:
    return min((number for number in numbers if number), default=0)
