"""Hours over time, exactly: how many lie before a day, whatever the number of entries."""

from bisect import bisect_right
from collections.abc import Iterable

Rate = tuple[int, int, int]
"""A first and a last day, as ordinals, and what is added on every day between."""


class Curve:
    """Whole parts of an hour, by the day. Answers in the time that it takes to look a day up."""

    def __init__(self, rates: Iterable[Rate]) -> None:
        changes: list[tuple[int, int]] = []
        for start, end, rate in rates:
            changes += ((start, rate), (end + 1, -rate))
        changes.sort()
        self.sums: dict[int, int] = {}
        sums, held, now, last = self.sums, 0, 0, 0
        rising: list[int] = []
        for day, change in changes:
            held += now * (day - last)
            now += change
            last = day
            rising.append(now)
            sums[day] = held
        self.days, self.rates, self.in_all = [day for day, _ in changes], rising, held

    def before(self, day: int) -> int:
        """What lies before a day."""
        held = self.sums.get(day)
        if held is not None:
            return held
        position = bisect_right(self.days, day) - 1
        if position < 0:
            return 0
        last = self.days[position]
        return self.sums[last] + self.rates[position] * (day - last)

    def within(self, start: int, end: int) -> int:
        """What lies between two days, both included."""
        return self.before(end + 1) - self.before(start)
