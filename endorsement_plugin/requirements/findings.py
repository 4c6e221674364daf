"""What assessing finds, in words and numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .accounts import Account

PHASES = ("submit", "review", "exam")
"""When a requirement must be met: to submit, to leave the review, to be decided after the exam."""


@dataclass(frozen=True)
class Finding:
    """One requirement as it stands.

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
    detail: str = ""
    ratio: tuple[str, str] | None = None
    unit: str = ""
    doubt: str = ""
    only_doubt: bool = False
    sections: tuple[str, ...] = ()

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

    def doubted(self, doubts: Sequence[str]) -> "Finding":
        """The same, unmet for what a person judged against; unchanged without any."""
        if not doubts:
            return self
        by_itself = self.met or not self.minimum
        return replace(self, met=False, doubt=" ".join(doubts), only_doubt=by_itself)


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
        """The findings that matter in this phase or an earlier one."""
        due = PHASES[: PHASES.index(phase) + 1]
        return tuple(finding for finding in self.findings if finding.phase in due)

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
