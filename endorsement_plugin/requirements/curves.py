"""Hours over time, exactly: how many lie before a day, whatever the number of entries."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from math import lcm
from typing import NamedTuple


class Spell(NamedTuple):
    """Hours spread evenly over the days of an entry, of which those from `start` to `end` count.

    Days are ordinals; `days` is how long the whole entry lasted. `giving` of the hours were about supervision
    that the applicant gives.
    """

    start: int
    end: int
    days: int
    hours: Decimal
    individual: bool = True
    giving: Decimal = Decimal(0)


class Curve:
    """Whole parts of an hour, by the day. Answers in the time that it takes to look a day up."""

    def __init__(self, rates: Iterable[tuple[Spell, int]]) -> None:
        """Spells, each with what it adds in a day."""
        changes: dict[int, int] = {}
        for spell, rate in rates:
            changes[spell.start] = changes.get(spell.start, 0) + rate
            changes[spell.end + 1] = changes.get(spell.end + 1, 0) - rate
        self.days = sorted(changes)
        self.rates, self.sums = [0], [0]
        for day, following in pairwise([*self.days, *self.days[-1:]]):
            self.rates.append(self.rates[-1] + changes[day])
            self.sums.append(self.sums[-1] + self.rates[-1] * (following - day))

    def before(self, day: int) -> int:
        """What lies before a day."""
        position = bisect_right(self.days, day)
        if not position:
            return 0
        return self.sums[position - 1] + self.rates[position] * (day - self.days[position - 1])

    def within(self, start: int, end: int) -> int:
        """What lies between two days, both included."""
        return self.before(end + 1) - self.before(start)


def parts_of_an_hour(spells: Sequence[Spell]) -> int:
    """So many that every day of every spell holds a whole number, if hours are given to a hundredth."""
    return 100 * lcm(*{spell.days for spell in spells})


def a_day(hours: Decimal, spell: Spell, hour: int) -> int:
    """What a spell with these hours adds in a day; below a hundredth of an hour nothing counts."""
    return int(hours * 100) * (hour // 100 // spell.days)
