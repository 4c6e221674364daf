from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as later
from datetime import date
from decimal import Decimal
from functools import cached_property, partial

from endorsement_plugin.requirements.counting import is_past
from endorsement_plugin.requirements.evidence import Area, Entry, Evidence
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS, asks_for
from endorsement_plugin.requirements.findings import Finding, Gauge
from endorsement_plugin.requirements.lookup import Lookup
from endorsement_plugin.requirements.stored import LATER
from endorsement_plugin.requirements.wording import both, isolated, spelled, without

from .base import OF_EVIDENCE, Clause


@dataclass(frozen=True)
class Competency(Area):
    """An area of a framework. `kinds`: the kinds of evidence that may count for it; any, if empty."""

    domain: str = later(default="", metadata=LATER)
    kinds: tuple[str, ...] = later(default=(), metadata=LATER)


@dataclass(frozen=True)
class Portfolio(Clause):
    """An entry in every competency area, or in `count` of them; without areas, at least one training.

    `framework` is the version that the areas were chosen from, in words. An entry is for as many areas as it
    is tagged with. `kinds`: the kinds of evidence that count here at all; any, if empty.
    """

    kind = "portfolio"
    fed_by = "evidence:training"
    areas: tuple[Competency, ...] = ()
    subject: str = ""
    framework: str = later(default="", metadata=LATER)
    count: int = later(default=0, metadata=LATER)
    kinds: tuple[str, ...] = later(default=(), metadata=LATER)

    @property
    def phrase(self) -> str:
        if not self.areas:
            return "a portfolio with at least one training"
        return f"a complete portfolio of {self._evidence} in {self._subject}"

    @cached_property
    def sources(self) -> tuple[str, ...]:
        if not self.areas:
            return super().sources
        taken = [kind for kind in EVIDENCE_KINDS if any(self._takes(area, kind) for area in self.areas)]
        return tuple(OF_EVIDENCE + kind for kind in sorted(taken, key="training".__ne__))

    @property
    def shown_in(self) -> tuple[str, ...]:
        return self.sources[:1]

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        return (self._in_each_area(evidence, today) if self.areas else self._begun(evidence, today),)

    def refusal(self, entry: Entry, evidence: Evidence, today: date) -> str:
        if not is_past(entry, today):
            return "Its date is still to come."
        return super().refusal(entry, evidence, today)

    def adds(self, entry: Entry, evidence: Evidence, today: date) -> bool:
        """Whether it shows an area, also one that another entry shows already."""
        if not is_past(entry, today) or not self.areas:
            return is_past(entry, today)
        places = self._places.get(entry.kind)
        return places is not None and any(places[tag] for tag in entry.areas)

    def offers(self, what: str) -> Sequence[Area]:
        return self.areas if what == "areas" else ()

    def offers_to(self, kind: str, what: str) -> Sequence[Area]:
        return [area for area in self.areas if self._takes(area, kind)] if what == "areas" else ()

    @property
    def _evidence(self) -> str:
        names = [EVIDENCE_KINDS[kind].label.lower() for kind in self.kinds if kind in EVIDENCE_KINDS]
        return both(names) or "training and experience"

    @property
    def _subject(self) -> str:
        subject, number = without(self.subject, "in"), len(self.areas)
        source = f" of {isolated(self.framework)}" if self.framework else ""
        if self._need < number and subject and not source:
            named = without(self.subject, "in", "the")
            return f"at least {self.count} of the {named} (there are {number})"
        if self._need < number:
            return f"at least {self.count} of the {number} areas{source}"
        return subject or (f"each of the {number} areas{source}" if source else "each competency area")

    def _begun(self, evidence: Evidence, today: date) -> Finding:
        begun = bool(evidence.past("training", today))
        return self.plain(begun, "" if begun else "No training has been entered yet.")

    def _in_each_area(self, evidence: Evidence, today: date) -> Finding:
        shown = self._shown(evidence, today)
        have, met = len(shown), len(shown) >= self._need
        missing = [] if met else [area.label for n, area in enumerate(self.areas) if n not in shown]
        detail = f"Nothing entered yet for {both(missing)}." if missing else ""
        return self._gauge.at_whole(have, met=met, detail=detail)

    def _shown(self, evidence: Evidence, today: date) -> set[int]:
        """The places of the areas that some entry shows. Entries are read until all are."""
        shown: set[int] = set()
        for kind, places in self._places.items():
            read: set[tuple[str, ...]] = set()
            for entry in evidence.of_kind(kind):
                tags = entry.areas
                if tags and tags not in read and is_past(entry, today):
                    read.add(tags)
                    for tag in tags:
                        shown.update(places[tag])
                    if len(shown) == len(self.areas):
                        return shown
        return shown

    @cached_property
    def _places(self) -> Mapping[str, Lookup[str, list[int]]]:
        """By the kind of evidence and what an entry is tagged with: the places of the areas that it shows."""
        return {
            kind: Lookup(partial(self._shown_by, kind))
            for kind in EVIDENCE_KINDS
            if any(self._takes(area, kind) for area in self.areas)
        }

    def _shown_by(self, kind: str, tag: str) -> list[int]:
        name = spelled(tag)
        areas = enumerate(self.areas)
        return [place for place, area in areas if name in area.names and self._takes(area, kind)]

    @cached_property
    def _need(self) -> int:
        return min(self.count, len(self.areas)) or len(self.areas)

    @cached_property
    def _gauge(self) -> Gauge:
        return self.gauge(Decimal(self._need), "areas")

    def _takes(self, area: Competency, kind: str) -> bool:
        """Whether entries of this kind may count for the area."""
        allowed = asks_for(kind, "areas") and (not area.kinds or kind in area.kinds)
        return allowed and (not self.kinds or kind in self.kinds)
