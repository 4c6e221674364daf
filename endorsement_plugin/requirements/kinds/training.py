from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from endorsement_plugin.requirements import counting
from endorsement_plugin.requirements.accounts import Use
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.explaining import entries_in_words, left_out
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.sharing import by_parts, lacking, positions, shared_out
from endorsement_plugin.requirements.wording import both, counted, isolated, number, without

from .base import LATER, Area, Clause


@dataclass(frozen=True)
class Quota:
    """Hours that must be in one area, inside a total."""

    area: str
    label: str
    hours: Decimal


@dataclass(frozen=True)
class Extra:
    """Hours on top of the total, in an area if one is named, for some applicants only.

    For those of one designation, and for those who answer yes to a question of the form. Both bind until the
    applicant has answered otherwise. `condition` is the rest of "if …".
    """

    hours: Decimal
    area: str = ""
    label: str = ""
    condition: str = ""
    question: str = ""
    designation: str = ""

    def binds(self, evidence: Evidence) -> bool:
        """Whether this applicant needs these hours."""
        chosen = evidence.designation.strip().casefold()
        other = bool(self.designation and chosen) and chosen != self.designation.strip().casefold()
        return not other and self.question not in evidence.denied

    @property
    def phrase(self) -> str:
        """As part of the sentence of the total."""
        area = f" in {isolated(self.label)}" if self.label else ""
        return f"{number(self.hours)} more{area} if {isolated(self.condition)}"


@dataclass(frozen=True)
class Demand:
    """What binds one applicant: hours in all, and hours by the area they must be in."""

    hours: Decimal
    parts: tuple[Quota, ...]


@dataclass(frozen=True)
class Training(Clause):
    """Hours of training in all, some of them in named areas; each hour counts in one area at the most.

    With `within_years` only what ended in so many years before submitting counts, with `marked` only what is
    marked as being about the topic.
    """

    kind = "training"
    fed_by = "evidence:training"
    offers_last = True
    hours: Decimal = Decimal(0)
    topic: str = ""
    quotas: tuple[Quota, ...] = ()
    extras: tuple[Extra, ...] = field(default=(), metadata=LATER)
    within_years: int = field(default=0, metadata=LATER)
    marked: bool = field(default=False, metadata=LATER)

    @property
    def phrase(self) -> str:
        topic = f" in {self._topic}" if self.topic else ""
        words = f"at least {counted(self.hours, 'hour')} of specialized training{topic}"
        if self.within_years:
            words += f" in the {counted(self.within_years, 'year')} before you submit"
        parts = [f"{number(quota.hours)} in {isolated(quota.label)}" for quota in self.quotas]
        words = f"{words}, of which {both(parts)}" if parts else words
        return ", and ".join([words, *(extra.phrase for extra in self.extras)])

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        trainings, demand = self.entries(evidence), self._demand(evidence)
        done = [entry for entry in trainings if not self._refused(entry, evidence, today)]
        total, short = counting.hours(done), self._short(demand, done)
        detail = " ".join([*short, *left_out(trainings, today), *self._too_old(trainings, evidence, today)])
        met = total >= demand.hours and not short
        return (self.meter(total, demand.hours, "hours", met=met, detail=detail),)

    @property
    def designations(self) -> Sequence[str]:
        theirs = [extra.designation for extra in self.extras if extra.designation]
        return [*super().designations, *theirs]

    @property
    def questions(self) -> Sequence[str]:
        return [extra.question for extra in self.extras if extra.question]

    def offers(self, what: str) -> Sequence[Area]:
        if what != "areas":
            return []
        topic = [Area(self._topic, self._topic)] if self.marked and self.topic else []
        return [*topic, *(Area(one.area, one.label) for one in self._in_areas)]

    def uses(self, evidence: Evidence, today: date) -> Iterator[tuple[Entry, Use]]:
        demand, entries = self._demand(evidence), sorted(self.entries(evidence), key=counting.by_day)
        refused = {id(entry): self._refused(entry, evidence, today) for entry in entries}
        counting_ones = [entry for entry in entries if not refused[id(entry)]]
        supplies = [(self._parts(entry, demand), entry.hours or Decimal(0)) for entry in counting_ones]
        shares = shared_out([part.hours for part in demand.parts], supplies)
        for entry in entries:
            if refused[id(entry)]:
                yield entry, self.unused(refused[id(entry)])
        for entry, share in zip(counting_ones, shares, strict=True):
            yield entry, self.used(_shared(entry, share, demand.parts))

    @cached_property
    def _topic(self) -> str:
        return without(self.topic, "in")

    @cached_property
    def _names(self) -> dict[str, str]:
        """Areas by what applicants' lists may call them."""
        return {text.strip().casefold(): one.area for one in self._in_areas for text in (one.area, one.label)}

    @property
    def _in_areas(self) -> Sequence[Quota | Extra]:
        return [*self.quotas, *(extra for extra in self.extras if extra.area)]

    def _demand(self, evidence: Evidence) -> Demand:
        """What binds this applicant, with extra hours in an area that has a part already added to it."""
        extras = [extra for extra in self.extras if extra.binds(evidence)]
        parts = {quota.area: quota for quota in self.quotas}
        for extra in extras:
            if extra.area:
                before = parts[extra.area].hours if extra.area in parts else Decimal(0)
                parts[extra.area] = Quota(extra.area, extra.label, before + extra.hours)
        total = self.hours + sum((extra.hours for extra in extras), Decimal(0))
        return Demand(total, tuple(parts.values()))

    def _refused(self, entry: Entry, evidence: Evidence, today: date) -> str:
        """Why none of its hours count; empty if they do."""
        if not counting.has_hours(entry):
            return "It has no hours."
        if not counting.is_past(entry, today):
            return "Its date is still to come."
        if self._is_too_old(entry, evidence, today):
            return f"It is older than {counted(self.within_years, 'year')}, or has no date."
        names = {area.strip().casefold() for area in entry.areas} if self.marked else set()
        if self.marked and self._topic.casefold() not in names:
            return f"It is not marked as {self._topic}."
        return ""

    def _is_too_old(self, entry: Entry, evidence: Evidence, today: date) -> bool:
        if not self.within_years:
            return False
        last = entry.ended_on or entry.started_on
        return last is None or last < counting.years_before(evidence.submitted_on or today, self.within_years)

    def _too_old(self, trainings: Sequence[Entry], evidence: Evidence, today: date) -> list[str]:
        old = sum(1 for entry in trainings if self._is_too_old(entry, evidence, today))
        years = counted(self.within_years, "year")
        return [f"Not counted: {entries_in_words(old)} older than {years}, or without a date."] if old else []

    def _parts(self, entry: Entry, demand: Demand) -> int:
        """The parts that may take its hours, as bits."""
        areas = {self._names.get(area.strip().casefold()) for area in entry.areas}
        return sum(1 << number for number, part in enumerate(demand.parts) if part.area in areas)

    def _short(self, demand: Demand, done: Sequence[Entry]) -> list[str]:
        """The parts of the total that cannot be filled, each hour counting once."""
        if not demand.parts:
            return []
        held = by_parts((self._parts(entry, demand), entry.hours or Decimal(0)) for entry in done)
        short = lacking([part.hours for part in demand.parts], held)
        return [_in_words([demand.parts[one] for one in positions(parts)], have) for parts, have in short]


def _in_words(parts: Sequence[Quota], have: Decimal) -> str:
    need = sum((part.hours for part in parts), Decimal(0))
    named = both([isolated(part.label) for part in parts])
    if len(parts) == 1:
        return f"{number(have)} of {counted(need, 'hour')} in {named}."
    return f"{number(have)} of {counted(need, 'hour')} in {named} together: each hour counts in one of them."


def _shared(entry: Entry, share: dict[int, Decimal], parts: Sequence[Quota]) -> str:
    """The hours that count, and how many of them in which part."""
    given = [
        f"{number(hours)} in {isolated(parts[part].label)}" for part, hours in sorted(share.items()) if hours
    ]
    words = counted(entry.hours or Decimal(0), "hour")
    return f"{words}, of which {both(given)}." if given else f"{words}."
