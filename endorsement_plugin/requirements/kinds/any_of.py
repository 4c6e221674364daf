from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from endorsement_plugin.definitions.fields import Section
from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.explaining import standing
from endorsement_plugin.requirements.findings import PHASES, Finding, Shortfall

from .base import Clause
from .group import Group

Way = tuple[Finding, ...]
"""The findings of one of several clauses."""


@dataclass(frozen=True)
class AnyOf(Group):
    """Met when one of its clauses is. One that is a group itself is one way, with a number for each part."""

    kind = "any_of"

    @property
    def phrase(self) -> str:
        between = "; or " if any(isinstance(part, Group) for part in self.parts) else ", or "
        return between.join(part.sentence if part.designation else part.phrase for part in self.clauses)

    @property
    def ways(self) -> tuple[Clause, ...]:
        return self.parts

    def can_be_fed(self, sections: Sequence[Section]) -> bool:
        return any(part.can_be_fed(sections) for part in self.parts)

    def needs_paper(self, someone: Evidence) -> bool:
        ways = [part.needs_paper(someone) for part in self.parts if part.binds(someone)]
        return bool(ways) and all(ways)

    def shortfalls(self, sections: Sequence[Section]) -> list[tuple[Section, Shortfall]]:
        """None if one way is open to everybody; else those of the way that lacks least."""
        ways = [part for part in self.parts if not part.designation and part.can_be_fed(sections)]
        lacking = [part.shortfalls(sections) for part in ways or self.parts]
        return min(lacking, key=lambda way: sum(short.places for _, short in way), default=[])

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        ways = [way for part in self.parts if (way := part.findings(evidence, today))]
        return (self._of(ways),) if ways else ()

    def _of(self, ways: Sequence[Way]) -> Finding:
        met = [way for way in ways if all(finding.met for finding in way)]
        phase = max((finding.phase for way in ways for finding in way), key=PHASES.index)
        combined = self.plain(bool(met), partial(_ways_in_words, met[:1] or ways), phase)
        doubts = [] if met else _doubts(ways)
        return replace(combined, doubt=" ".join(doubts), only_doubt=True) if doubts else combined


def _ways_in_words(ways: Sequence[Way]) -> str:
    return " ".join(f"{finding.sentence}: {standing(finding)}" for way in ways for finding in way)


def _doubts(ways: Sequence[Way]) -> list[str]:
    """What people judged against in the first way that only they stand in the way of."""
    weighable = [way for way in ways if all(part.met or part.only_doubt for part in way)]
    return [part.doubt for way in weighable[:1] for part in way if part.doubt]
