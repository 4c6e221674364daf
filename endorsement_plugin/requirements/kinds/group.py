from collections.abc import Sequence
from dataclasses import dataclass, replace

from endorsement_plugin.definitions.fields import Section
from endorsement_plugin.requirements.findings import Shortfall

from .base import Clause


@dataclass(frozen=True)
class Group(Clause):
    """Several requirements together. Those of a group for one designation are for it, too."""

    clauses: tuple[Clause, ...] = ()

    @property
    def parts(self) -> tuple[Clause, ...]:
        if not self.designation:
            return self.clauses
        own = self.designation
        return tuple(part if part.designation else replace(part, designation=own) for part in self.clauses)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(source for part in self.clauses for source in part.sources))

    @property
    def shown_in(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(section for part in self.clauses for section in part.shown_in))

    def shortfalls(self, sections: Sequence[Section]) -> list[tuple[Section, Shortfall]]:
        """Those of all its parts."""
        return [one for part in self.parts for one in part.shortfalls(sections)]
