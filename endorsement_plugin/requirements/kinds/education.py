from dataclasses import dataclass
from datetime import date

from endorsement_plugin.requirements.counting import is_past
from endorsement_plugin.requirements.degrees import DEGREES, any_one_of, counts_as
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.findings import Finding

from .base import Clause


@dataclass(frozen=True)
class Education(Clause):
    """Any one of several degrees."""

    kind = "education"
    fed_by = "evidence:education"
    degrees: tuple[str, ...] = ()
    or_higher: bool = False

    @property
    def phrase(self) -> str:
        names = any_one_of(self.degrees)
        return f"{names}, or a higher degree" if self.or_higher else names

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        held = self._held(evidence, today)
        if held:
            return (self.plain(True, _named(held[0])),)
        others = sum(1 for entry in self.entries(evidence) if entry.degree)
        detail = "No degree entered so far is one of these." if others else "No degree has been entered yet."
        return (self.plain(False, detail),)

    def _held(self, evidence: Evidence, today: date) -> list[Entry]:
        """The degrees that are accepted, the highest first."""
        entries = self.entries(evidence)
        return sorted(
            (entry for entry in entries if is_past(entry, today) and self._accepts(entry)),
            key=lambda entry: (-DEGREES[entry.degree].rank, entry.degree, entry.title, entry.organization),
        )

    def _accepts(self, entry: Entry) -> bool:
        return counts_as(entry.degree, self.degrees, or_higher=self.or_higher)


def _named(entry: Entry) -> str:
    """A degree with where it was earned."""
    title = entry.title or DEGREES[entry.degree].phrase
    return f"{title}, {entry.organization}." if entry.organization else f"{title}."
