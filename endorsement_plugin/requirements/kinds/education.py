from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from endorsement_plugin.requirements.counting import is_past
from endorsement_plugin.requirements.degrees import DEGREES, accepted, any_one_of
from endorsement_plugin.requirements.evidence import Area, Entry, Evidence
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.stored import LATER

from .base import Clause
from .license import License


@dataclass(frozen=True)
class Education(Clause):
    """Any one of several degrees, or instead a license that is valid on the day.

    With `licensed` any license will do, with `licenses` one of these.
    """

    kind = "education"
    fed_by = "evidence:education"
    wording = frozenset()  # a license is known by its name
    degrees: tuple[str, ...] = ()
    or_higher: bool = False
    licensed: bool = field(default=False, metadata=LATER)
    licenses: tuple[Area, ...] = field(default=(), metadata=LATER)

    @property
    def phrase(self) -> str:
        names = any_one_of(self.degrees)
        degree = f"{names}, or a higher degree" if self.or_higher else names
        if not self._license:
            return degree
        between = ", or " if self.or_higher else " or "
        return f"{degree}{between}{self._license.phrase}" if degree else self._license.phrase

    @property
    def sources(self) -> tuple[str, ...]:
        degree = (self.fed_by,) if self.degrees or not self._license else ()
        return (*degree, *(self._license.sources if self._license else ()))

    @property
    def ways(self) -> tuple[Clause, ...]:
        if not (self._license and self.degrees):
            return ()
        return replace(self, licensed=False, licenses=()), replace(
            self._license, designation=self.designation
        )

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        held = self._held(evidence, today)
        if held:
            return (self.plain(True, _named(held[0])),)
        missing = self._missing(evidence)
        if not self._license:
            return (self.plain(False, missing),)
        (instead,) = self._license.examine(evidence, today)
        return (self.plain(instead.met, instead.detail if instead.met else f"{missing} {instead.detail}"),)

    def offers(self, what: str) -> Sequence[Area]:
        return self._license.offers(what) if self._license else ()

    def refusal(self, entry: Entry, evidence: Evidence, today: date) -> str:
        if entry.degree not in self._accepted:
            return "It is none of these degrees."
        return "" if is_past(entry, today) else "Its date is still to come."

    @cached_property
    def _license(self) -> License | None:
        return License(self.id, licenses=self.licenses) if self.licensed or self.licenses else None

    def _missing(self, evidence: Evidence) -> str:
        others = any(entry.degree for entry in self.entries(evidence))
        return "No degree entered so far is one of these." if others else "No degree has been entered yet."

    def _held(self, evidence: Evidence, today: date) -> list[Entry]:
        """The degrees that are accepted, the highest first."""
        held = [entry for entry in evidence.past("education", today) if entry.degree in self._accepted]
        return sorted(held, key=_from_the_highest) if len(held) > 1 else held

    @cached_property
    def _accepted(self) -> frozenset[str]:
        return accepted(self.degrees, or_higher=self.or_higher)


def _from_the_highest(entry: Entry) -> tuple[int, str, str, str]:
    return -DEGREES[entry.degree].rank, entry.degree, entry.title, entry.organization


def _named(entry: Entry) -> str:
    """A degree with where it was earned."""
    title = entry.title or DEGREES[entry.degree].phrase
    return f"{title}, {entry.organization}." if entry.organization else f"{title}."
