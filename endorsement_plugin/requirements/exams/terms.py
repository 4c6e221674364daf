"""What an exam asks: its parts and what each needs to be passed, and how often and until when it is sat."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from endorsement_plugin.requirements.evidence import PartResult
from endorsement_plugin.requirements.wording import number, without

PERCENT, POINTS = "percent", "points"
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Part:
    """One part of an exam. `value` is what its outcomes are stored by.

    `pass_mark` is the least that passes, in percent or in points as `unit` says; 0 where a part is passed or
    not without a score. `maximum` are the points there are; 0 where scores are percentages. The answers of
    one that is `on_paper` are written here, in the exam paper; any other is sat elsewhere.
    """

    value: str
    label: str
    pass_mark: Decimal = Decimal(0)
    unit: str = PERCENT
    maximum: Decimal = Decimal(0)
    on_paper: bool = False

    @property
    def name(self) -> str:
        """As part of a sentence: “the written part”."""
        return without(self.label, "in")

    @property
    def phrase(self) -> str:
        """What it needs, as part of a sentence."""
        return f"{self.needed} in {self.name}"

    @property
    def needed(self) -> str:
        """The same without its name: at least 80%, at least 12 of 15 points, a pass."""
        if not self.pass_mark:
            return "a pass"
        if self.unit == PERCENT:
            return f"at least {number(self.pass_mark)}%"
        return f"at least {number(self.pass_mark)} of {number(self.maximum)} points"

    @property
    def most(self) -> Decimal:
        """The highest score that there can be."""
        return self.maximum or HUNDRED

    def reached(self, score: Decimal, most: Decimal) -> Decimal:
        """A score of so many, in the unit of the pass mark."""
        return score * self._whole / most if most else Decimal(0)

    def passes(self, score: Decimal, most: Decimal) -> bool:
        """Whether a score of so many passes. Compared without rounding: 47 of 60 are less than 80%."""
        return score * self._whole >= self.pass_mark * most

    def came_out(self, result: PartResult | None) -> bool | None:
        """Whether this outcome passes; None without one. A score is held against the pass mark as it is."""
        if result is None or result.score is None or not self.pass_mark:
            return result.passed if result else None
        return self.passes(result.score, result.most)

    @property
    def _whole(self) -> Decimal:
        return HUNDRED if self.unit == PERCENT else self.most


@dataclass(frozen=True)
class ExamTerms:
    """What one requirement asks of an exam; without parts it is passed or not as a whole.

    With `stands` a part that was passed is not sat again. `attempts` at the most, the next one `wait_months`
    after one that was not passed, begun within `valid_months` of the approval to sit; 0 for no such rule,
    and for the wait that the association has for all its exams.
    """

    parts: tuple[Part, ...] = ()
    stands: bool = False
    attempts: int = 0
    wait_months: int = 0
    valid_months: int = 0


def result_of(part: Part, results: Iterable[PartResult]) -> PartResult | None:
    """What came of a part; None while nobody knows."""
    return next((one for one in results if one.part == part.value), None)
