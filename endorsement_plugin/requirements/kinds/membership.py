from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from endorsement_plugin.requirements.evidence import Area, Entry, Evidence, names_of
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.wording import either, isolated, spelled

from .base import Clause


@dataclass(frozen=True)
class Membership(Clause):
    """A membership of one of several associations, valid on the day; without `associations`, of any."""

    kind = "membership"
    fed_by = "evidence:membership"
    wording = frozenset()  # an association is known by its name
    associations: tuple[Area, ...] = ()

    @property
    def phrase(self) -> str:
        names = either([isolated(one.label) for one in self.associations])
        return f"a valid membership of {names or 'an association for infant mental health'}"

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        held = self.entries(evidence)
        lasting = max(filter(self._accepts, held), key=_until, default=None)
        if lasting is None:
            others = "No membership entered so far is of one of these."
            return (self.plain(False, others if held else "No membership has been entered yet."),)
        until = lasting.ended_on
        if until is None:
            return (self.plain(False, f"{lasting.organization}: enter until when it is paid."),)
        if until < today:
            return (self.plain(False, f"{lasting.organization}: paid until {day(until)} only."),)
        return (self.plain(True, f"{lasting.organization}, paid until {day(until)}."),)

    def refusal(self, entry: Entry, evidence: Evidence, today: date) -> str:
        if not self._accepts(entry):
            return "It is of another association."
        valid = entry.ended_on is not None and entry.ended_on >= today
        return "" if valid else "It is not valid any more, or does not say until when."

    def offers(self, what: str) -> Sequence[Area]:
        labels = [Area(one.label, one.label) for one in self.associations]
        return labels if what == "association" else []

    def _accepts(self, entry: Entry) -> bool:
        return not self.associations or spelled(entry.organization) in names_of(self.associations)


def _until(entry: Entry) -> tuple[date, str]:
    return entry.ended_on or date.min, entry.organization
