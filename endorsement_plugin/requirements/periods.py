"""The period whose hours serve an applicant best, and what makes it long enough.

The rule: a period begins on the first day of an entry and ends on the last day of one; the longest period may
cut an entry, whose hours then count in proportion of its days. Where there is a shortest period, both ends
carry weight: the first and the last quarter of the period hold an eighth of the hours or more, each.

Why: a half hour a year later then stretches nothing, and nobody is held to an even rhythm, because an eighth
is half of what a quarter would hold if all were spread evenly. A quarter of the period, not of the shortest
one: 24 hours spread evenly over two years leave 2.99 hours to a quarter of one year. What is asked is that
such a period exists, so that more entries never un-meet it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from .counting import least_days, months_after
from .curves import Curve, Spell, a_day, parts_of_an_hour

QUARTER, WEIGHT = 4, 8
"""An end of a period is a quarter of its days, and holds an eighth of the hours."""

Span = tuple[int, int]
"""First and last day, as ordinals."""


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


@dataclass(frozen=True, order=True)
class Period:
    """The hours of one period, rounded down to hundredths, and what it keeps of the rule. More is better."""

    met: bool
    enough: bool
    hours: Decimal
    is_long: bool
    ends_weigh: bool
    days: int
    start: date
    end: date
    individual: Decimal
    group: Decimal
    giving: Decimal
    lighter_end: Decimal


def best_period(spells: Sequence[Spell], rule: Rule) -> Period | None:
    """The period that keeps the rule, the fullest of several; failing that the one with the most hours."""
    if not spells:
        return None
    held = _Held(spells, rule)
    longest = [held.period(span) for span in _longest(spells, rule)]
    best = max(longest)
    if best.met or not rule.min_months:
        return best
    shorter = (held.period(span) for one in longest if one.enough for span in _inside(spells, one))
    return max([best, *shorter])


def _longest(spells: Sequence[Spell], rule: Rule) -> set[Span]:
    """The fullest periods: from each first day as far as may be, and back from each last day."""
    starts, ends = {spell.start for spell in spells}, {spell.end for spell in spells}
    forward = {(start, _reached(spells, rule.last_from(start))) for start in starts}
    back = {(_reached_back(spells, rule.first_to(end)), end) for end in ends}
    return forward | back


def _reached(spells: Iterable[Spell], day: int) -> int:
    """The last day with supervision that is not after this one."""
    return max(min(spell.end, day) for spell in spells if spell.start <= day)


def _reached_back(spells: Iterable[Spell], day: int) -> int:
    return min(max(spell.start, day) for spell in spells if spell.end >= day)


def _inside(spells: Iterable[Spell], period: Period) -> Iterable[Span]:
    """Shorter periods, that leave out hours of little weight at one end."""
    first, last = period.start.toordinal(), period.end.toordinal()
    for spell in spells:
        if first <= spell.end < last:
            yield first, spell.end
        if first < spell.start <= last:
            yield spell.start, last


class _Held:
    """What periods hold, in whole parts of an hour."""

    def __init__(self, spells: Sequence[Spell], rule: Rule) -> None:
        self.rule, self.hour = rule, parts_of_an_hour(spells)
        group = [spell for spell in spells if not spell.individual]
        self.all = Curve((spell, a_day(spell.hours, spell, self.hour)) for spell in spells)
        self.group = Curve((spell, a_day(spell.hours, spell, self.hour)) for spell in group)
        self.giving = Curve(
            (spell, a_day(spell.giving, spell, self.hour)) for spell in spells if spell.giving
        )
        self.enough, self.end = self._parts(rule.hours), self._parts(rule.end_hours)
        self.individual, self.about_giving = self._parts(rule.individual), self._parts(rule.giving)
        self.most_of_group = self._parts(rule.group) if rule.group else None

    def period(self, span: Span) -> Period:
        """What one period holds."""
        (start, end), rule = span, self.rule
        in_all, group = self.all.within(start, end), self.group.within(start, end)
        giving, lighter = self.giving.within(start, end), self._lighter_end(start, end)
        hours = in_all - group + (group if self.most_of_group is None else min(group, self.most_of_group))
        enough, is_long = hours >= self.enough, end - start + 1 >= rule.least_days
        ends_weigh = lighter >= self.end
        shares = in_all - group >= self.individual and giving >= self.about_giving
        return Period(
            met=enough and is_long and ends_weigh and shares,
            enough=enough,
            hours=self._hours(hours),
            is_long=is_long,
            ends_weigh=ends_weigh,
            days=end - start + 1,
            start=date.fromordinal(start),
            end=date.fromordinal(end),
            individual=self._hours(in_all - group),
            group=self._hours(group),
            giving=self._hours(giving),
            lighter_end=self._hours(lighter),
        )

    def _lighter_end(self, start: int, end: int) -> int:
        """What the end of the period holds that holds less."""
        days = max(1, (end - start + 1) // QUARTER)
        return min(self.all.within(start, start + days - 1), self.all.within(end - days + 1, end))

    def _parts(self, hours: Decimal) -> int:
        """So many hours, rounded up to a whole part."""
        numerator, denominator = hours.as_integer_ratio()
        return -(-numerator * self.hour // denominator)

    def _hours(self, parts: int) -> Decimal:
        return Decimal(parts * 100 // self.hour).scaleb(-2)
