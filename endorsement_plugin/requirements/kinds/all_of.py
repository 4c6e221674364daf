from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from endorsement_plugin.definitions.fields import Section
from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.wording import both

from .base import Clause
from .group import Group


@dataclass(frozen=True)
class AllOf(Group):
    """Met when each of its clauses is: one way of several, or what one designation needs."""

    kind = "all_of"

    @property
    def phrase(self) -> str:
        words = [self._within(part) for part in self.parts]
        # "a, or b and c" can be read in two ways, and so can "a; b and c".
        is_long = any(mark in one for one in words for mark in (", or ", "; "))
        return ", together with ".join(words) if is_long else both(words)

    def can_be_fed(self, sections: Sequence[Section]) -> bool:
        return all(part.can_be_fed(sections) for part in self.parts)

    def needs_paper(self, someone: Evidence) -> bool:
        return any(part.needs_paper(someone) for part in self.parts if part.binds(someone))

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        return tuple(finding for part in self.parts for finding in part.findings(evidence, today))

    def _within(self, part: Clause) -> str:
        """A group of ways is kept together: "a degree and either a license or 2 years of work"."""
        words = part.sentence if part.designation and not self.designation else part.phrase
        return f"either {words}" if isinstance(part, Group) else words
