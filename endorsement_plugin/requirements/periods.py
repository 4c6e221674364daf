"""The period whose hours serve an applicant best, and what makes it long enough.

The rule: a period begins on the first day of an entry and ends on the last day of one; the longest period may
cut an entry, whose hours then count in proportion of its days. Where there is a shortest period, both ends
carry weight: the first and the last quarter of the period hold an eighth of the hours or more, each.

Why: a half hour a year later then stretches nothing, and nobody is held to an even rhythm, because an eighth
is half of what a quarter would hold if all were spread evenly. A quarter of the period, not of the shortest
one: 24 hours spread evenly over two years leave 2.99 hours to a quarter of one year. What is asked is that
such a period exists, so that more entries never un-meet it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from .counting import Span, least_days, months_after
from .curves import Curve, Spell, a_day, parts_of_an_hour

QUARTER, WEIGHT = 4, 8
"""An end of a period is a quarter of its days, and holds an eighth of the hours."""


@dataclass(frozen=True)
class Rule:
    """What a period must hold. 0 months: no such limit; 0 for the group: any number of its hours counts."""

    hours: Decimal
    min_months: int = 0
    max_months: int = 0
    individual: Decimal = Decimal(0)
    group: Decimal = Decimal(0)
    giving: Decimal = Decimal(0)

    @cached_property
    def least_days(self) -> int:
        """The days of the shortest period."""
        return least_days(self.min_months)

    @property
    def end_hours(self) -> Decimal:
        """The hours that each end holds; 0 where there is no shortest period."""
        return self.hours / WEIGHT if self.min_months else Decimal(0)

    def last_from(self, start: int) -> int:
        """The last day of the longest period that begins on a day."""
        if not self.max_months:
            return date.max.toordinal()
        return max(start, months_after(date.fromordinal(start), self.max_months).toordinal() - 1)

    def first_to(self, end: int) -> int:
        """The first day of the longest period that ends on a day."""
        if not self.max_months:
            return date.min.toordinal()
        return min(end, months_after(date.fromordinal(end), -self.max_months).toordinal() + 1)


@dataclass(frozen=True)
class Period:
    """The hours of one period, rounded down to hundredths, and what it keeps of the rule."""

    met: bool
    enough: bool
    is_long: bool
    ends_weigh: bool
    start: date
    end: date
    hours: Decimal
    individual: Decimal
    group: Decimal
    giving: Decimal
    lighter_end: Decimal
    outside: Decimal

    @property
    def days(self) -> int:
        """First and last day included."""
        return (self.end - self.start).days + 1


def best_period(spells: Sequence[Spell], rule: Rule) -> Period | None:
    """The period that keeps the rule, the fullest of several; failing that the one with the most hours."""
    if not spells:
        return None
    held = _Held(spells, rule)
    longest = [held.measured(span) for span in _longest(spells, rule)]
    best = max(longest)
    if not best[0] and rule.min_months:
        full = [one for one in longest if one[1]]
        shorter = (held.measured(span) for one in full for span in _inside(spells, one[-2], one[-1]))
        best = max([best, *shorter])
    return held.period(best)


def _longest(spells: Sequence[Spell], rule: Rule) -> set[Span]:
    """The fullest periods: from each first day as far as may be, and back from each last day."""
    reach = _Reach(spells)
    forward = {(spell.start, reach.forward(rule.last_from(spell.start))) for spell in spells}
    return forward | {(reach.back(rule.first_to(spell.end)), spell.end) for spell in spells}


class _Reach:
    """The nearest day with supervision, before a day and after it."""

    def __init__(self, spells: Sequence[Spell]) -> None:
        rising = sorted((spell.start, spell.end) for spell in spells)
        self.starts = [start for start, _ in rising]
        self.ended = [*accumulate((end for _, end in rising), max)]
        falling = sorted((spell.end, spell.start) for spell in spells)
        self.ends = [end for end, _ in falling]
        self.begun = [*accumulate((start for _, start in reversed(falling)), min)][::-1]

    def forward(self, day: int) -> int:
        """The last day with supervision that is not after this one; there is one."""
        return min(self.ended[bisect_right(self.starts, day) - 1], day)

    def back(self, day: int) -> int:
        """The first day with supervision that is not before this one; there is one."""
        return max(self.begun[bisect_left(self.ends, day)], day)


def _inside(spells: Iterable[Spell], first: int, last: int) -> Iterable[Span]:
    """Shorter periods, that leave out hours of little weight at one end."""
    for spell in spells:
        if first <= spell.end < last:
            yield first, spell.end
        if first < spell.start <= last:
            yield spell.start, last


Measured = tuple[bool, bool, int, bool, bool, int, int, int]
"""Whether a period keeps the rule and has enough hours; these; whether it is long enough and its ends weigh;
its length, first and last day. The better of two is the greater one."""


class _Held:
    """What periods hold, in whole parts of an hour."""

    def __init__(self, spells: Sequence[Spell], rule: Rule) -> None:
        self.rule, self.hour = rule, parts_of_an_hour(spells)
        self.spells = spells
        self.all = self._curve((spell, spell.hours) for spell in spells)
        self.enough, self.end = self._parts(rule.hours), self._parts(rule.end_hours)
        self.individual, self.about_giving = self._parts(rule.individual), self._parts(rule.giving)
        self.most_of_group = self._parts(rule.group) if rule.group else None

    @cached_property
    def group(self) -> Curve:
        """What was not individual."""
        return self._curve((spell, spell.hours) for spell in self.spells if not spell.individual)

    @cached_property
    def giving(self) -> Curve:
        """What was about supervision that the applicant gives."""
        return self._curve((spell, spell.giving) for spell in self.spells if spell.giving)

    def measured(self, span: Span) -> Measured:
        """What one period holds, as far as it takes to compare."""
        start, end = span
        days, hours = end - start + 1, self._counting(start, end)
        enough, is_long = hours >= self.enough, days >= self.rule.least_days
        ends_weigh = not self.end or self._lighter_end(start, end) >= self.end
        met = enough and is_long and ends_weigh and self._has_shares(start, end)
        return met, enough, hours, is_long, ends_weigh, days, start, end

    def period(self, measured: Measured) -> Period:
        """All that is said of it."""
        met, enough, hours, is_long, ends_weigh, _, start, end = measured
        in_all, group = self.all.within(start, end), self.group.within(start, end)
        return Period(
            *(met, enough, is_long, ends_weigh, date.fromordinal(start), date.fromordinal(end)),
            hours=self._hours(hours),
            individual=self._hours(in_all - group),
            group=self._hours(group),
            giving=self._hours(self.giving.within(start, end)),
            lighter_end=self._hours(self._lighter_end(start, end)),
            outside=self._hours(self.all.sums[-1] - in_all),
        )

    def _counting(self, start: int, end: int) -> int:
        in_all = self.all.within(start, end)
        if self.most_of_group is None:
            return in_all
        group = self.group.within(start, end)
        return in_all - group + min(group, self.most_of_group)

    def _has_shares(self, start: int, end: int) -> bool:
        if self.individual:
            individual = self.all.within(start, end) - self.group.within(start, end)
            if individual < self.individual:
                return False
        return not self.about_giving or self.giving.within(start, end) >= self.about_giving

    def _lighter_end(self, start: int, end: int) -> int:
        """What the end of the period holds that holds less."""
        days = max(1, (end - start + 1) // QUARTER)
        return min(self.all.within(start, start + days - 1), self.all.within(end - days + 1, end))

    def _curve(self, hours: Iterable[tuple[Spell, Decimal]]) -> Curve:
        return Curve((spell, a_day(some, spell, self.hour)) for spell, some in hours)

    def _parts(self, hours: Decimal) -> int:
        """So many hours, rounded up to a whole part."""
        numerator, denominator = hours.as_integer_ratio()
        return -(-numerator * self.hour // denominator)

    def _hours(self, parts: int) -> Decimal:
        return Decimal(parts * 100 // self.hour).scaleb(-2)
