from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as later
from datetime import date
from decimal import Decimal
from functools import cached_property, partial

from endorsement_plugin.requirements.counting import (
    AGE_CHOICES,
    AGES,
    DAYS_IN_A_YEAR,
    Share,
    days_of,
    share_of,
    whole_day,
    worked,
)
from endorsement_plugin.requirements.degrees import accepted as accepted_degrees
from endorsement_plugin.requirements.degrees import any_one_of, first_degree
from endorsement_plugin.requirements.evidence import Area, Entry, Evidence, names_of
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.requirements.findings import Finding, Gauge
from endorsement_plugin.requirements.givers import Giver, accepted, giver_record, overlap
from endorsement_plugin.requirements.stored import LATER
from endorsement_plugin.requirements.wording import counted, either, fixed, isolated, number, spelled, without

from .base import Clause

BASES = {"paid": "paid", "volunteer": "as a qualifying volunteer", "internship": "as an internship"}
"""How somebody works, as part of a sentence, by what an entry's `basis` holds."""
WORKS = {"paid": "paid work", "volunteer": "volunteer work", "internship": "an internship"}
"""The same as what it is."""

JOB_BY_JOB = " (added up job by job)"


@dataclass(frozen=True)
class Work(Clause):
    """Years of work; with `after`, only what was done since the earliest of those degrees, or higher ones.

    `full_time`: the hours a week of full time (`worked` says how part time counts); 0 where part time counts
    whole. What counts is work in one of `fields`, with one of `ages`, on one of `bases`, on days when one of
    `givers` supervised it; with none of these, any. The work that counts has served `families`, added up job
    by job: entries name no families, so one met in two jobs is in both. `field` is only how the sentence
    calls the fields.
    """

    kind = "work"
    fed_by = "evidence:work"
    wording = Clause.wording | {"field"}
    years: Decimal = Decimal(0)
    field: str = ""
    after: tuple[str, ...] = ()
    or_higher: bool = later(default=False, metadata=LATER)
    full_time: Decimal = later(default=Decimal(0), metadata=LATER)
    fields: tuple[Area, ...] = later(default=(), metadata=LATER)
    ages: tuple[str, ...] = later(default=(), metadata=LATER)
    families: int = later(default=0, metadata=LATER)
    bases: tuple[str, ...] = later(default=(), metadata=LATER)
    givers: tuple[Giver, ...] = later(default=(), metadata=LATER)

    @property
    def phrase(self) -> str:
        full = " full-time" if self.full_time else ""
        words = f"{number(self.years)} or more years of{full} work experience{self._in_field}"
        return ", ".join([words, *self._conditions()])

    @property
    def accepts(self) -> Sequence[Giver]:
        return self.givers

    @property
    def explanation(self) -> str:
        """How part time counts, in plain words."""
        if not self.full_time:
            return ""
        hours = counted(self.full_time, "hour")
        return (
            f"Full time is {hours} a week; part time counts in proportion. Positions at the same time add up "
            "to a full day at the most."
        )

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        since = self._since(evidence, today)
        counts = not self.after or since is not None
        shares: list[Share] = []
        dateless = others = served = 0
        for job in evidence.of_kind("work"):
            if job.started_on is None:
                dateless += 1
            elif self._is_picky and self._not_this_work(job):
                others += 1
            elif counts and (own := self._shares(job, evidence, today, since)):
                shares += own
                served += job.families or 0
        time = worked(shares, self._day)
        enough = time >= self._enough
        years = fixed(time * self._per_year[0] // self._per_year[1], self._gauge.exact_places)
        detail = partial(self._explained, since, dateless, others, served)
        met = enough and served >= self.families
        return (self._gauge.reading(years, enough, met=met, detail=detail),)

    def refusal(self, entry: Entry, evidence: Evidence, today: date) -> str:
        since = self._since(evidence, today)
        if self.after and since is None:
            return f"It counts from the date of {self._degrees}, which is not entered yet."
        reason = self._not_this_work(entry)
        if reason or self._shares(entry, evidence, today, since):
            return reason
        if entry.started_on is None:
            return "It has no first day."
        if days_of(entry, today, since) is None:
            return (
                "It was before the degree." if since and entry.started_on <= today else "It is still to come."
            )
        return f"It was not supervised by {self._supervisors}, as far as we know."

    def offers(self, what: str) -> Sequence[Area]:
        if what == "ages":
            return [Area(value, label) for value, label in AGE_CHOICES] if self.ages else ()
        return self.fields if what == "field" else ()

    def asks(self, kind: str) -> Sequence[str]:
        if kind != "work":
            return ()
        asked = {"hours_per_week": self.full_time, "basis": self.bases, "families": self.families}
        supervisor = ("giver", "giver_email", "giver_category") if self.givers else ()
        return (*(name for name, counts in asked.items() if counts), *supervisor)

    @property
    def _degrees(self) -> str:
        names = any_one_of(self.after)
        return f"{names} or a higher one" if names and self.or_higher else names

    @property
    def _in_field(self) -> str:
        if self.field:
            return f" in the {without(self.field, 'in', 'the')}"
        fields = either([isolated(one.label) for one in self.fields])
        return f" in {fields}" if fields else ""

    @property
    def _supervisors(self) -> str:
        return either([giver.phrase for giver in self.givers])

    def _conditions(self) -> Iterator[str]:
        if self._degrees:
            yield f"after {self._degrees}"
        if self.ages:
            yield f"with ages {either([AGES[age] for age in AGES if age in self.ages])}"
        if self.families:
            yield f"with at least {counted(self.families, 'family', 'families')} served{JOB_BY_JOB}"
        if self.bases:
            yield either([BASES[basis] for basis in BASES if basis in self.bases])
        if self.givers:
            yield f"supervised by {self._supervisors}"

    def _since(self, evidence: Evidence, today: date) -> date | None:
        return first_degree(evidence, self._after, today) if self.after else None

    @cached_property
    def _after(self) -> frozenset[str]:
        return accepted_degrees(self.after, or_higher=self.or_higher)

    @cached_property
    def _gauge(self) -> Gauge:
        return self.gauge(self.years, "years", places=1)

    @cached_property
    def _day(self) -> int:
        """What a whole day is worth, in hundredths of an hour a week."""
        return whole_day(self.full_time)

    @cached_property
    def _enough(self) -> int:
        """The least such hundredths that make these years."""
        years, parts = self.years.as_integer_ratio()
        return -(-years * DAYS_IN_A_YEAR * self._day // parts)

    @cached_property
    def _per_year(self) -> tuple[int, int]:
        """The smallest part of a year that is shown, over such hundredths."""
        return 10**self._gauge.exact_places, DAYS_IN_A_YEAR * self._day

    def _shares(self, job: Entry, evidence: Evidence, today: date, since: date | None) -> list[Share]:
        """The days that count, with the share of full time that each is."""
        days = days_of(job, today, since)
        if days is None:
            return []
        share = share_of(job, self.full_time) if self.full_time else self._day
        if not self.givers:
            return [(*days, share)]
        supervised = accepted(giver_record(job, submitted=evidence.submitted), self.givers)
        return [(start, end, share) for start, end in overlap([days], supervised)]

    @cached_property
    def _is_picky(self) -> bool:
        return bool(self.fields or self.ages or self.bases)

    @cached_property
    def _names(self) -> frozenset[str]:
        return names_of(self.fields)

    def _not_this_work(self, job: Entry) -> str:
        """What the work is not, of all that it must be."""
        if self.fields and spelled(job.field) not in self._names:
            return f"Its field is not {either([one.label for one in self.fields])}."
        if self.ages and not set(self.ages).intersection(job.ages):
            return f"It was not with ages {either([AGES[age] for age in AGES if age in self.ages])}."
        if self.bases and job.basis not in self.bases:
            only = either([WORKS[basis] for basis in BASES if basis in self.bases])
            what = WORKS.get(job.basis, "other work")
            is_what = f"It is {what}" if job.basis else "Whether it was paid is not said"
            return f"{is_what}; only {only} counts."
        return ""

    def _explained(self, since: date | None, dateless: int, others: int, served: int) -> str:
        return " ".join(self._sentences(since, dateless, others, served))

    def _sentences(self, since: date | None, dateless: int, others: int, served: int) -> Iterator[str]:
        """Since when work counts, how many jobs count for nothing, and what is missing beside years."""
        if self.after and since is None:
            yield f"Enter the date of {self._degrees} first."
        elif self.after:
            yield f"Counted from {day(since)}, the date of the degree."
        if dateless:
            yield f"Not counted: {counted(dateless, 'position')} without a first day."
        if others:
            yield f"Not counted: {counted(others, 'position')} that {_is(others)} not as asked for."
        if served < self.families:
            yield f"{served} of {counted(self.families, 'family', 'families')} served{JOB_BY_JOB}."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
