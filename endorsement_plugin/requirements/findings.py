"""What assessing finds, in words and numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import ROUND_DOWN, Decimal
from functools import cached_property

from .accounts import Account
from .wording import HUNDREDTHS, fixed, number

PHASES = ("submit", "review", "exam")
"""When a requirement must be met: to submit, to leave the review, to be decided after the exam."""

MAY_FOLLOW = " (may follow later)"
"""After the sentence of a requirement that a provisional endorsement may lack."""

Words = str | Callable[[], str]
"""Sentences, or what makes them once somebody reads them."""


# Nobody writes to a finding. It is not frozen because each of its fields would then be set by a call, which
# takes longer than to find it.
@dataclass(slots=True, eq=False)
class Finding:
    """One requirement as it stands. Two are equal that say the same.

    `value` and `minimum` are plain numbers counted in `unit`, both empty where nothing is counted;
    `ratio` is (value, maximum) for a progress bar, the value never above the maximum. `doubt` says what a
    person judged against; with `only_doubt` nothing else stands in the way, so that a person may go on.
    `sections` are those of a form that feed it, as `Section.feeds` names them.
    """

    clause_id: str
    kind: str
    phase: str
    sentence: str
    value: str
    minimum: str
    met: bool
    telling: Words = field(default="", repr=False)
    ratio: tuple[str, str] | None = None
    unit: str = ""
    doubt: str = ""
    only_doubt: bool = False
    sections: tuple[str, ...] = ()
    may_follow: bool = False
    """Whether it may still be missing where an endorsement is granted provisionally."""

    @property
    def detail(self) -> str:
        """What counted, and what is missing, in sentences for the applicant."""
        if not isinstance(self.telling, str):
            self.telling = self.telling()
        return self.telling

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finding) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[object, ...]:
        return (self.detail, *(getattr(self, one.name) for one in fields(self) if one.name != "telling"))

    @property
    def progress(self) -> str:
        """Value and minimum in words: 18 of 30 hours, 0 of 1 hour; empty where nothing is counted."""
        if not self.minimum:
            return ""
        if self.met and self.value != self.minimum:
            return f"{self.value} {self._unit_of(self.value)}, {self.minimum} needed"
        return f"{self.value} of {self.minimum} {self._unit_of(self.minimum)}"

    def _unit_of(self, number: str) -> str:
        return self.unit.removesuffix("s") if number == "1" else self.unit

    def following(self) -> "Finding":
        """The same of a requirement that may follow later, without the words that it may."""
        return replace(self, may_follow=True, sentence=self.sentence.removesuffix(MAY_FOLLOW))

    def doubted(self, doubts: Sequence[str]) -> "Finding":
        """The same, unmet for what a person judged against; unchanged without any."""
        if not doubts:
            return self
        by_itself = self.met or not self.minimum
        return replace(self, met=False, doubt=" ".join(doubts), only_doubt=by_itself)


@dataclass(frozen=True)
class Gauge:
    """What every finding about one number has in common, whoever it is about. Values are in `unit`.

    What there is is shown to be read beside what is needed, and as less than that exactly when it is less:
    to so many decimal places, or to those of the minimum if it has more, and never rounded up.
    """

    clause_id: str
    kind: str
    phase: str
    sentence: str
    minimum: Decimal
    unit: str
    sections: tuple[str, ...] = ()
    places: int = 2

    @cached_property
    def exact_places(self) -> int:
        """How many decimal places are shown: so many, or those of the minimum if it has more."""
        return max(self.places, -int(self.minimum.normalize().as_tuple().exponent))

    def at(self, value: Decimal, *, met: bool, detail: Words = "") -> Finding:
        """How far it has come."""
        shown = value.quantize(self._smallest, rounding=ROUND_DOWN)
        return self.reading(number(shown), value >= self.minimum, met=met, detail=detail)

    def at_hundredths(self, value: int, *, met: bool, detail: Words = "") -> Finding:
        """The same for a number of hundredths."""
        return self.reading(fixed(value), value >= self._hundredths, met=met, detail=detail)

    def at_whole(self, value: int, *, met: bool, detail: Words = "") -> Finding:
        """The same for a whole number."""
        full = value * HUNDREDTHS >= self._hundredths
        return self.reading(str(value), full, met=met, detail=detail)

    def reading(self, shown: str, full: bool, *, met: bool, detail: Words = "") -> Finding:
        """The same for a value that is already written, and that has reached the minimum or not."""
        needed = self._needed
        return Finding(
            self.clause_id,
            self.kind,
            self.phase,
            self.sentence,
            shown,
            needed,
            met,
            detail,
            self._full if full else (shown, needed),
            self.unit,
            sections=self.sections,
        )

    @cached_property
    def _smallest(self) -> Decimal:
        return Decimal(1).scaleb(-self.exact_places)

    @cached_property
    def _hundredths(self) -> int:
        """The least number of hundredths that reaches the minimum."""
        numerator, denominator = self.minimum.as_integer_ratio()
        return -(-numerator * HUNDREDTHS // denominator)

    @cached_property
    def _needed(self) -> str:
        return number(self.minimum)

    @cached_property
    def _full(self) -> tuple[str, str]:
        return self._needed, self._needed


@dataclass(frozen=True)
class Assessment:
    """All findings, in the editor's order, and what became of every entry."""

    findings: tuple[Finding, ...]
    accounting: Callable[[], tuple[Account, ...]] = field(default=tuple, compare=False, repr=False)
    """How the entries are accounted for, once somebody asks."""

    @cached_property
    def entries(self) -> tuple[Account, ...]:
        """For every entry whether it counted, where, and if not why."""
        return self.accounting()

    @cached_property
    def by_entry(self) -> Mapping[str, Account]:
        """The same by the entry's id."""
        return {account.entry: account for account in self.entries}

    def up_to(self, phase: str) -> tuple[Finding, ...]:
        """The findings that matter in this phase or an earlier one. What may follow later holds up nothing
        before the decision.
        """
        due = PHASES[: PHASES.index(phase) + 1]
        findings = (finding for finding in self.findings if finding.phase in due)
        return tuple(finding for finding in findings if phase == PHASES[-1] or not finding.may_follow)

    def unmet(self, phase: str) -> tuple[Finding, ...]:
        """What still stands in the way of passing this phase."""
        return tuple(finding for finding in self.up_to(phase) if not finding.met)

    def met_for(self, phase: str) -> bool:
        """Whether nothing stands in the way of passing this phase."""
        return not self.unmet(phase)


@dataclass(frozen=True, order=True)
class Shortfall:
    """So many places too few in a section, in which part of it, and in words."""

    places: int
    part: str
    words: str
