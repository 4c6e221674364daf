"""What a period of supervision must hold, and what makes it long enough.

The rule: a period begins on the first day of an entry and ends on the last day of one; the longest period may
cut an entry, whose hours then count in proportion of its days. Where there is a shortest period, both ends
carry weight: the first and the last quarter of the period hold an eighth of the hours or more, each.

Why: a half hour a year later then stretches nothing, and nobody is held to an even rhythm, because an eighth
is half of what a quarter would hold if all were spread evenly. A quarter of the period, not of the shortest
one: 24 hours spread evenly over two years leave 2.99 hours to a quarter of one year. What is asked is that
such a period exists, so that more entries never un-meet it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from endorsement_plugin.requirements.counting import least_days, months_from
from endorsement_plugin.requirements.lookup import Lookup
from endorsement_plugin.requirements.wording import HUNDREDTHS

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()

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

    @cached_property
    def end_hours(self) -> Decimal:
        """The hours that each end holds; 0 where there is no shortest period."""
        return self.hours / WEIGHT if self.min_months else Decimal(0)

    @cached_property
    def hundredths(self) -> Sequence[tuple[int, int]]:
        """Hours in all, at each end, individual, in a group and about giving: hundredths, as fractions."""
        asked = (self.hours, self.end_hours, self.individual, self.group, self.giving)
        ratios = (hours.as_integer_ratio() for hours in asked)
        return [(HUNDREDTHS * numerator, denominator) for numerator, denominator in ratios]

    @cached_property
    def last_from(self) -> Lookup[int, int]:
        """By a day the last one of the longest period that begins on it."""
        return Lookup(self._last_from)

    @cached_property
    def first_to(self) -> Lookup[int, int]:
        """By a day the first one of the longest period that ends on it."""
        return Lookup(self._first_to)

    def _last_from(self, start: int) -> int:
        return max(start, months_from(start, self.max_months) - 1) if self.max_months else LAST_DAY

    def _first_to(self, end: int) -> int:
        return min(end, months_from(end, -self.max_months) + 1) if self.max_months else FIRST_DAY
