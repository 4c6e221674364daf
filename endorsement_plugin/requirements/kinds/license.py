from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from endorsement_plugin.requirements.evidence import Area, Entry, Evidence, names_of
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.wording import either, isolated, spelled

from .base import Clause


@dataclass(frozen=True)
class License(Clause):
    """Any one of several licenses, valid on the day; without `licenses`, any license."""

    kind = "license"
    fed_by = "evidence:license"
    wording = frozenset()  # a license is known by its name
    licenses: tuple[Area, ...] = ()

    @property
    def phrase(self) -> str:
        names = either([isolated(option.label) for option in self.licenses])
        return f"a valid license as {names}" if names else "a valid license"

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        held = self.entries(evidence)
        matches = [entry for entry in held if self._is_one_of_these(entry)]
        lasting = max(matches, key=lambda entry: (entry.ended_on or date.min, entry.title), default=None)
        if lasting is None:
            others = "No license entered so far is one of these."
            return (self.plain(False, others if held else "No license has been entered yet."),)
        until = lasting.ended_on
        if until is None:
            return (self.plain(False, f"{lasting.title}: enter until when it is valid."),)
        if until < today:
            return (self.plain(False, f"{lasting.title} was valid until {day(until)}."),)
        return (self.plain(True, f"{lasting.title}, valid until {day(until)}."),)

    def refusal(self, entry: Entry, evidence: Evidence, today: date) -> str:
        if not self._is_one_of_these(entry):
            return "It is none of the licenses that count."
        valid = entry.ended_on is not None and entry.ended_on >= today
        return "" if valid else "It is not valid any more, or does not say until when."

    def offers(self, what: str) -> Sequence[Area]:
        return [Area(option.label, option.label) for option in self.licenses] if what == "license" else []

    def _is_one_of_these(self, entry: Entry) -> bool:
        return not self.licenses or spelled(entry.title) in names_of(self.licenses)
