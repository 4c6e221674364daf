from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, partial

from endorsement_plugin.requirements import counting
from endorsement_plugin.requirements.accounts import Use
from endorsement_plugin.requirements.counting import Span
from endorsement_plugin.requirements.evidence import Area, Entry, Evidence, names_of
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.requirements.findings import Finding, Gauge
from endorsement_plugin.requirements.givers import Giver, GiverRecord, accepted, merged
from endorsement_plugin.requirements.lookup import Lookup
from endorsement_plugin.requirements.periods.best import Period
from endorsement_plugin.requirements.periods.received import OF_PEERS, OUTSIDE, Limits, Received
from endorsement_plugin.requirements.periods.rules import Rule
from endorsement_plugin.requirements.stored import LATER
from endorsement_plugin.requirements.wording import (
    HUNDREDTHS,
    counted,
    either,
    fixed,
    isolated,
    number,
    preceding,
    span,
    spelled,
)

from .base import Clause


@dataclass(frozen=True)
class Supervision(Clause):
    """Hours of reflective supervision inside one period of `min_months` to `max_months` (`periods.rules`).

    Of them at least `individual` and at least `giving`, about supervision that the applicant gives; of those
    in a group `group` at the most; 0 for no such rule. Given by one of `givers`, if there are any; in the
    last `within_years` before submitting; `while_working`, in one of `fields` if there are any. `context` is
    how the sentence says so.
    """

    kind = "supervision"
    fed_by = "evidence:supervision"
    hours: Decimal = Decimal(0)
    min_months: int = 0
    max_months: int = 0
    context: str = ""
    individual: Decimal = field(default=Decimal(0), metadata=LATER)
    group: Decimal = field(default=Decimal(0), metadata=LATER)
    giving: Decimal = field(default=Decimal(0), metadata=LATER)
    givers: tuple[Giver, ...] = field(default=(), metadata=LATER)
    within_years: int = field(default=0, metadata=LATER)
    while_working: bool = field(default=False, metadata=LATER)
    fields: tuple[Area, ...] = field(default=(), metadata=LATER)

    @property
    def phrase(self) -> str:
        words = f"{counted(self.hours, 'hour')} of reflective supervision{self._period()}"
        return ", ".join([words, *self._parts(), *self._conditions()])

    @property
    def explanation(self) -> str:
        return " ".join([*self._on_ends(), OF_PEERS])

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        held = self._received(evidence, today)
        hours, met = (held.best.hours, held.best.met) if held.best else (0, False)
        return (self._gauge.at_hundredths(hours, met=met, detail=partial(self._explained, held)),)

    def uses(self, evidence: Evidence, today: date) -> Iterator[tuple[Entry, Use]]:
        for entry, refused, inside in self._received(evidence, today).uses():
            if refused or not inside:
                yield entry, self.unused(refused or OUTSIDE)
            elif inside == entry.hours:
                yield entry, self.used(f"{counted(inside, 'hour')}.")
            else:
                yield entry, self.used(f"{number(inside)} of {counted(entry.hours or Decimal(0), 'hour')}.")

    @property
    def accepts(self) -> Sequence[Giver]:
        return self.givers

    def offers(self, what: str) -> Sequence[Area]:
        return self.fields if what == "field" and self.while_working else ()

    def asks(self, kind: str) -> Sequence[str]:
        return ["hours_on_giving"] if kind == "supervision" and self.giving else []

    @cached_property
    def _gauge(self) -> Gauge:
        return self.gauge(self.hours, "hours")

    @cached_property
    def rule(self) -> Rule:
        """What a period must hold."""
        return Rule(self.hours, self.min_months, self.max_months, self.individual, self.group, self.giving)

    def _received(self, evidence: Evidence, today: date) -> Received:
        recent = None
        if self.within_years:
            since = counting.years_before(evidence.submitted_on or today, self.within_years)
            recent = [(since.toordinal(), today.toordinal())]
        limits = Limits(
            today,
            evidence.submitted,
            self._accepted if self.givers else None,
            recent,
            self._working(evidence, today) if self.while_working else None,
        )
        return Received(self.entries(evidence), limits, self.rule)

    @cached_property
    def _accepted(self) -> Lookup[GiverRecord, Sequence[Span]]:
        """The days by what is known of a giver."""
        return Lookup(partial(accepted, givers=self.givers))

    def _working(self, evidence: Evidence, today: date) -> list[Span]:
        """The days with a job in the field."""
        names = names_of(self.fields)
        jobs = [job for job in evidence.of_kind("work") if not names or spelled(job.field) in names]
        return merged(
            (job.started_on.toordinal(), max(job.ended_on or today, job.started_on).toordinal())
            for job in jobs
            if job.started_on
        )

    def _explained(self, held: Received) -> str:
        counted_in = self._counted_in(held.best) if held.best else ()
        return " ".join([*counted_in, *held.notes()])

    def _counted_in(self, best: Period) -> Iterator[str]:
        """Which period was counted, what lies outside it, and what it lacks."""
        start, end = date.fromordinal(best.start), date.fromordinal(best.end)
        yield f"Counted from {day(start)} to {day(end)}."
        if best.outside:
            do = "does" if best.outside == HUNDREDTHS else "do"
            yield f"{_hours(best.outside)} outside this period {do} not count."
        if not best.is_long:
            yield f"The hours must be spread over at least {span(self.min_months)}."
        elif best.enough and not best.ends_weigh:
            yield f"{' '.join(self._on_ends())} Here one of them holds {fixed(best.lighter_end)}."
        yield from self._lacking(best)

    def _lacking(self, best: Period) -> Iterator[str]:
        if self.individual and best.individual < self.individual * HUNDREDTHS:
            yield f"{fixed(best.individual)} of {counted(self.individual, 'hour')} individual."
        if self.group and best.group > self.group * HUNDREDTHS:
            yield f"Of {_hours(best.group)} in a group {number(self.group)} count."
        if self.giving and best.giving < self.giving * HUNDREDTHS:
            words = f"{fixed(best.giving)} of {counted(self.giving, 'hour')}"
            yield f"{words} about supervision that you give."

    def _on_ends(self) -> list[str]:
        if not self.min_months:
            return []
        hold = counted(self.rule.end_hours, "hour")
        return [
            f"Both ends of the period carry weight: its first and its last quarter hold at least {hold} each."
        ]

    def _parts(self) -> Iterator[str]:
        if self.individual:
            yield f"at least {number(self.individual)} of them individual"
        if self.group:
            yield f"no more than {number(self.group)} of them in a group"
        if self.giving:
            yield f"at least {number(self.giving)} of them about supervision that you give"

    def _conditions(self) -> Iterator[str]:
        if self.givers:
            yield f"given by {either([giver.phrase for giver in self.givers])}"
        if self.within_years:
            yield f"in {preceding(12 * self.within_years)} before you submit"
        if self.context:
            yield isolated(self.context)
        elif self.while_working:
            fields = either([isolated(field.label) for field in self.fields])
            yield f"while working in {fields}" if fields else "while working"

    def _period(self) -> str:
        shortest, longest = span(self.min_months), span(self.max_months)
        if self.min_months and self.max_months > self.min_months:
            same_unit = shortest.rstrip("s").endswith(longest.rstrip("s").rpartition(" ")[2])
            return f" within a period of {shortest.partition(' ')[0] if same_unit else shortest} to {longest}"
        if self.max_months:
            return f" within {longest}"
        return f" over at least {shortest}" if self.min_months else ""


def _hours(hundredths: int) -> str:
    return f"{fixed(hundredths)} hour{'' if hundredths == HUNDREDTHS else 's'}"
