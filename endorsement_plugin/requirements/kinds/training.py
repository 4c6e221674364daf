from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property, partial

from endorsement_plugin.requirements import counting
from endorsement_plugin.requirements.accounts import Use
from endorsement_plugin.requirements.evidence import Area, Entry, Evidence
from endorsement_plugin.requirements.explaining import entries_in_words, left_out
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.lookup import Lookup
from endorsement_plugin.requirements.quotas import Demand, Extra, Quota
from endorsement_plugin.requirements.sharing import NONE, Supply, positions, shared_out
from endorsement_plugin.requirements.stored import LATER
from endorsement_plugin.requirements.wording import (
    both,
    counted,
    isolated,
    number,
    preceding,
    spelled,
    without,
)

from .base import Clause


@dataclass(frozen=True)
class Training(Clause):
    """Hours of training in all, some of them in named areas; each hour counts in one area at the most.

    With `within_years` only what ended in so many years before submitting counts, with `marked` only what is
    marked as being about the topic: with `mark`, if that is not the topic as it is worded now. Without it the
    topic is no rule, and the sentence says that a person looks at it.
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
    mark: str = field(default="", metadata=LATER)

    @property
    def phrase(self) -> str:
        words = f"at least {counted(self.hours, 'hour')} of specialized training"
        if self.topic:
            words += (
                f" in {self._topic}" if self.marked else f" (about {self._topic}; a person looks at that)"
            )
        if self.within_years:
            words += f" in {preceding(12 * self.within_years)} before you submit"
        parts = [quota.phrase for quota in self.quotas]
        words = f"{words}, of which {both(parts)}" if parts else words
        return ", and ".join([words, *(extra.phrase for extra in self.extras)])

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        trainings, demand = evidence.of_kind("training"), self._demand(evidence)
        since = self._since(evidence, today)
        held, refused = self._held(demand, trainings, today, since)
        total, short = sum(held, NONE), demand.hours_of_parts.lacking(held) if demand.parts else []
        met = total >= demand.gauge.minimum and not short
        detail = partial(self._explained, demand, short, refused, evidence, today) if short or refused else ""
        return (demand.gauge.at(total, met=met, detail=detail),)

    @property
    def designations(self) -> Sequence[str]:
        theirs = [extra.designation for extra in self.extras if extra.designation]
        return [*super().designations, *theirs]

    @property
    def questions(self) -> Sequence[str]:
        return [*super().questions, *(one.question for one in self._conditional if one.question)]

    @property
    def conditions(self) -> Mapping[str, str]:
        theirs = {one.question: one.condition for one in self._conditional if one.question}
        return {**super().conditions, **theirs}

    def offers(self, what: str) -> Sequence[Area]:
        if what != "areas":
            return []
        topic = [Area(self._mark, self._topic)] if self.marked and self.topic else []
        return [*topic, *(Area(one.area, one.label) for one in self._in_areas)]

    def offers_to(self, kind: str, what: str) -> Sequence[Area]:
        """To trainings: its hours are theirs alone."""
        return self.offers(what) if kind == "training" else ()

    def uses(self, evidence: Evidence, today: date) -> Iterator[tuple[Entry, Use]]:
        demand, since = self._demand(evidence), self._since(evidence, today)
        counting_ones = []
        for entry in sorted(self.entries(evidence), key=counting.by_day):
            if refused := self._refused(entry, today, since):
                yield entry, self.unused(refused)
            else:
                counting_ones.append(entry)
        supplies = [(self._parts_of[entry.areas], entry.hours or NONE) for entry in counting_ones]
        shares = shared_out(demand.hours_of_parts.each, supplies)
        for entry, share in zip(counting_ones, shares, strict=True):
            yield entry, self.used(_shared(entry, share, demand.parts))

    @cached_property
    def _topic(self) -> str:
        return without(self.topic, "in")

    @cached_property
    def _mark(self) -> str:
        return without(self.mark, "in") or self._topic

    @cached_property
    def _marks(self) -> frozenset[str]:
        """What an entry in the topic is tagged with."""
        return frozenset({spelled(self._mark), spelled(self._topic)})

    @property
    def _conditional(self) -> Sequence[Quota | Extra]:
        return [*self.quotas, *self.extras]

    @cached_property
    def _asks_everybody_alike(self) -> bool:
        return not self.extras and not any(quota.question for quota in self.quotas)

    @property
    def _in_areas(self) -> Sequence[Quota | Extra]:
        return [*self.quotas, *(extra for extra in self.extras if extra.area)]

    @cached_property
    def _parts(self) -> tuple[Quota, ...]:
        """Its parts, and those that only some need, with no hours: one for each area."""
        parts = {one.area: Quota(one.area, one.label, Decimal(0)) for one in self._in_areas}
        return tuple((parts | {quota.area: quota for quota in self.quotas}).values())

    @cached_property
    def _everybodys(self) -> Demand:
        return Demand(self.gauge(self.hours, "hours"), self._parts)

    def _demand(self, evidence: Evidence) -> Demand:
        """What binds this applicant: extra hours in an area are added to its part."""
        if self._asks_everybody_alike:
            return self._everybodys
        extras = [extra for extra in self.extras if extra.binds(evidence)]
        spared = {quota.area for quota in self.quotas if not quota.binds(evidence)}
        if not extras and not spared:
            return self._everybodys
        more = {extra.area: Decimal(0) for extra in extras}
        for extra in extras:
            more[extra.area] += extra.hours
        own = [replace(part, hours=Decimal(0)) if part.area in spared else part for part in self._parts]
        parts = [replace(part, hours=part.hours + more.get(part.area, 0)) for part in own]
        return Demand(self.gauge(self.hours + sum(more.values()), "hours"), tuple(parts))

    def _since(self, evidence: Evidence, today: date) -> date | None:
        """The first day that is not too long ago."""
        until = evidence.submitted_on or today
        return counting.years_before(until, self.within_years) if self.within_years else None

    def _refused(self, entry: Entry, today: date, since: date | None) -> str:
        """Why none of its hours count; empty if they do."""
        if not counting.has_hours(entry):
            return "It has no hours."
        if not counting.is_past(entry, today):
            return "Its date is still to come."
        if since and _is_too_old(entry, since):
            return f"It is older than {counted(self.within_years, 'year')}, or has no date."
        return "" if self._is_marked(entry) else f"It is not marked as {self._topic}."

    def _held(
        self, demand: Demand, trainings: Iterable[Entry], today: date, since: date | None
    ) -> tuple[list[Decimal], int]:
        """The hours that count, by the parts that may take them, and how many trainings do not count.

        By the same rules as `_refused`, without words.
        """
        held, parts_of, marked, refused = demand.hours_of_parts.none_held(), self._parts_of, self.marked, 0
        for entry in trainings:
            hours, first, last = entry.hours, entry.started_on, entry.ended_on
            is_to_come = (first is not None and first > today) or (last is not None and last > today)
            is_old = since is not None and ((last := last or first) is None or last < since)
            is_left_out = is_to_come or is_old or (marked and not self._is_marked(entry))
            if hours is None or hours <= NONE or is_left_out:
                refused += 1
            else:
                held[parts_of[entry.areas]] += hours
        return held, refused

    def _is_marked(self, entry: Entry) -> bool:
        return not self.marked or not self._marks.isdisjoint(map(spelled, entry.areas))

    def _too_old(self, trainings: Sequence[Entry], since: date | None) -> list[str]:
        old = sum(1 for entry in trainings if since and _is_too_old(entry, since))
        years = counted(self.within_years, "year")
        return [f"Not counted: {entries_in_words(old)} older than {years}, or without a date."] if old else []

    @cached_property
    def _parts_of(self) -> Lookup[tuple[str, ...], int]:
        """The parts that may take hours in areas, as bits, by what entries are tagged with."""
        return Lookup(self._taking)

    def _taking(self, areas: tuple[str, ...]) -> int:
        said = {*map(spelled, areas)}
        names = [{spelled(part.area), spelled(part.label)} for part in self._parts]
        return sum(1 << number for number, own in enumerate(names) if own & said)

    def _explained(
        self, demand: Demand, short: Iterable[Supply], refused: int, evidence: Evidence, today: date
    ) -> str:
        """The parts of the total that cannot be filled, each hour counting once, and what does not count."""
        notes = [_in_words([demand.parts[one] for one in positions(parts)], have) for parts, have in short]
        if refused:
            trainings = evidence.of_kind("training")
            notes += left_out(trainings, today)
            notes += self._too_old(trainings, self._since(evidence, today))
        return " ".join(notes)


def _is_too_old(entry: Entry, since: date) -> bool:
    last = entry.ended_on or entry.started_on
    return last is None or last < since


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
