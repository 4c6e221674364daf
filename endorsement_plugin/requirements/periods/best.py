"""The period whose hours serve an applicant best, exactly, whatever the number of entries."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from math import lcm

from endorsement_plugin.requirements.counting import Span, hundredths

from .curves import Curve
from .rules import LAST_DAY, QUARTER, Rule

Spell = tuple[int, int, int, int, bool, Decimal | None]
"""Hours spread evenly over the days of an entry, of which those from a first to a last day count.

First and last day, as ordinals; how many days the whole entry lasted; its hours in hundredths, below one of
which nothing counts; whether they were individual; and, in hours, how many were about supervision that is
given.
"""


class Period:
    """What one period holds, in hundredths of an hour, rounded down, and what it keeps of the rule.

    First and last day are ordinals. What is not asked for is not worked out.
    """

    __slots__ = ("_held", "_hours", "days", "end", "met", "start")

    def __init__(self, held: "_Held", counted: "Counted", *, met: bool) -> None:
        self.met = met
        self._hours, self.days, self.start, self.end = counted
        self._held = held

    @property
    def hours(self) -> int:
        """Those that count."""
        return self._hours // self._held.parts

    @property
    def enough(self) -> bool:
        """Whether it has the hours that it must hold."""
        return self._hours >= self._held.enough

    @property
    def is_long(self) -> bool:
        """Whether it is long enough."""
        return self.days >= self._held.rule.least_days

    @property
    def ends_weigh(self) -> bool:
        """Whether both ends hold enough."""
        return self._held.ends_weigh(self.start, self.end)

    @property
    def lighter_end(self) -> int:
        """What the end holds that holds less."""
        return self._held.lighter_end(self.start, self.end) // self._held.parts

    @property
    def individual(self) -> int:
        """What was not in a group."""
        held = self._held
        return (held.all.within(self.start, self.end) - held.group.within(self.start, self.end)) // held.parts

    @property
    def group(self) -> int:
        """What was."""
        return self._held.group.within(self.start, self.end) // self._held.parts

    @property
    def giving(self) -> int:
        """What was about supervision that the applicant gives."""
        return self._held.giving.within(self.start, self.end) // self._held.parts

    @property
    def outside(self) -> int:
        """What lies before or after it."""
        held = self._held
        return (held.all.in_all - held.all.within(self.start, self.end)) // held.parts


Counted = tuple[int, int, int, int]
"""A period: the hours that count in it, its length, its first and its last day."""


def best_period(spells: Sequence[Spell], rule: Rule) -> Period | None:
    """The period that keeps the rule, the fullest of several; failing that the one with the most hours.

    Of periods with the same hours it is one that is long enough, then one whose ends weigh, then the longest,
    then the latest.
    """
    if not spells:
        return None
    held = _Held(spells, rule)
    periods = [*held.forward(), *held.back()]
    best = held.best_that_keeps(periods)
    if best is None and rule.min_months:
        full = {(first, last) for hours, _, first, last in periods if hours >= held.enough}
        if full:
            periods += held.counted({span for first, last in full for span in _inside(spells, first, last)})
            best = held.best_that_keeps(periods)
    return Period(held, best or held.fullest(periods), met=best is not None)


def _inside(spells: Iterable[Spell], first: int, last: int) -> Iterator[Span]:
    """Shorter periods, that leave out hours of little weight at one end."""
    for start, end, *_ in spells:
        if first <= end < last:
            yield first, end
        if first < start <= last:
            yield start, last


class _Held:
    """What periods hold, in parts of a hundredth of an hour: so many that each day of each spell holds a
    whole number of them."""

    def __init__(self, spells: Sequence[Spell], rule: Rule) -> None:
        self.rule, self.spells = rule, spells
        self.parts = parts = lcm(*{spell[2] for spell in spells})
        self.all = Curve(
            [(start, end, hours * (parts // lasted)) for start, end, lasted, hours, _, _ in spells]
        )
        self.enough, self.end, self.individual, self.most_of_group, self.about_giving = [
            -(-numerator * parts // denominator) for numerator, denominator in rule.hundredths
        ]

    @cached_property
    def group(self) -> Curve:
        """What was not individual."""
        return Curve(
            [
                (start, end, hours * (self.parts // lasted))
                for start, end, lasted, hours, individual, _ in self.spells
                if not individual
            ]
        )

    @cached_property
    def giving(self) -> Curve:
        """What was about supervision that the applicant gives."""
        return Curve(
            [
                (start, end, max(0, min(hours, hundredths(giving))) * (self.parts // lasted))
                for start, end, lasted, hours, _, giving in self.spells
                if giving
            ]
        )

    def forward(self) -> list[Counted]:
        """The fullest periods from each first day: to the last day with supervision that is in reach."""
        rising = sorted([(spell[0], spell[1]) for spell in self.spells])
        reaches, sums, before = self.rule.last_from, self.all.sums, self.all.before
        number, seen, last = len(rising), 0, 0
        periods = []
        for start, _ in rising:
            reach = reaches[start]
            while seen < number and rising[seen][0] <= reach:
                end = rising[seen][1]
                last = end if end > last else last
                seen += 1
            end = last if last < reach else reach
            held = sums[end + 1] if end == last else before(end + 1)
            periods.append((held - sums[start], end - start + 1, start, end))
        return self._capped(periods)

    def back(self) -> list[Counted]:
        """The fullest ones to each last day: back to the first day with supervision that is in reach."""
        falling = sorted([(spell[1], spell[0]) for spell in self.spells], reverse=True)
        reaches, sums, before = self.rule.first_to, self.all.sums, self.all.before
        number, seen, first = len(falling), 0, LAST_DAY
        periods = []
        for end, _ in falling:
            reach = reaches[end]
            while seen < number and falling[seen][0] >= reach:
                start = falling[seen][1]
                first = start if start < first else first
                seen += 1
            start = first if first > reach else reach
            held = sums[start] if start == first else before(start)
            periods.append((sums[end + 1] - held, end - start + 1, start, end))
        return self._capped(periods)

    def counted(self, spans: Iterable[Span]) -> list[Counted]:
        """The hours that count in each of these periods."""
        within = self.all.within
        return self._capped([(within(start, end), end - start + 1, start, end) for start, end in spans])

    def best_that_keeps(self, periods: Iterable[Counted]) -> Counted | None:
        """The fullest that keeps the rule."""
        enough = self.enough
        full = [period for period in periods if period[0] >= enough]
        return next(filter(self._keeps, sorted(full, reverse=True)), None) if full else None

    def fullest(self, periods: Sequence[Counted]) -> Counted:
        """The one with the most hours, of several that which is nearest to the rule."""
        most = max(periods)
        hours = most[0]
        equal = {period for period in periods if period[0] == hours}
        return max(equal, key=self._nearness) if len(equal) > 1 else most

    def _capped(self, periods: list[Counted]) -> list[Counted]:
        """The same with no more of the group than may count."""
        if not self.rule.group:
            return periods
        less = [min(0, self.most_of_group - self.group.within(start, end)) for _, _, start, end in periods]
        return [
            (hours + cut, days, start, end)
            for (hours, days, start, end), cut in zip(periods, less, strict=True)
        ]

    def ends_weigh(self, start: int, end: int) -> bool:
        """Whether both ends of a period hold enough."""
        return not self.end or self.lighter_end(start, end) >= self.end

    def lighter_end(self, start: int, end: int) -> int:
        """What the end of a period holds that holds less."""
        days = max(1, (end - start + 1) // QUARTER)
        return min(self.all.within(start, start + days - 1), self.all.within(end - days + 1, end))

    def _keeps(self, period: Counted) -> bool:
        _, days, start, end = period
        if days < self.rule.least_days or not self.ends_weigh(start, end):
            return False
        if self.individual:
            individual = self.all.within(start, end) - self.group.within(start, end)
            if individual < self.individual:
                return False
        return not self.about_giving or self.giving.within(start, end) >= self.about_giving

    def _nearness(self, period: Counted) -> tuple[bool, bool, int, int, int]:
        _, days, start, end = period
        return days >= self.rule.least_days, self.ends_weigh(start, end), days, start, end
