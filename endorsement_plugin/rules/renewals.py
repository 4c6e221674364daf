"""When an endorsement is renewed, lapses and is removed. Pure: days in, days out.

How associations differ: one year or three; by the day of granting, or for all on one day (June 30, December
31); due in the first year or only after it.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from endorsement_plugin.requirements.counting import months_after

WARNING_DAYS = 7
"""Whoever is about to lapse is warned so many days before."""

TOLERANCE = 31
"""Days by which an association may move the day for all without a year more for anybody."""


class DueRule(StrEnum):
    """By what the day of renewal goes."""

    ANNIVERSARY = "anniversary"
    FIXED = "fixed"

    @property
    def label(self) -> str:
        """In plain English, for screens."""
        return {"anniversary": "The day it was granted", "fixed": "The same day for all"}[self.value]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(rule.value, rule.label) for rule in cls]


@dataclass(frozen=True)
class Cycle:
    """The dates of a policy. `month`, `day` and `year` are of the day that is the same for all, if one is.

    Days and months are whole numbers; `removal_days` None is never.
    """

    years: int = 1
    due: DueRule = DueRule.ANNIVERSARY
    month: int | None = None
    day: int | None = None
    year: int | None = None
    first_after_months: int = 12
    window_days: int = 90
    reminder_days: tuple[int, ...] = ()
    grace_days: int = 30
    removal_days: int | None = None

    def first_due(self, granted_on: date) -> date:
        """The last day of the first period."""
        if self.due is DueRule.ANNIVERSARY:
            return months_after(granted_on, 12 * self.years)
        return self._fixed_from(months_after(granted_on, self.first_after_months))

    def next_due(self, due: date) -> date:
        """The last day of the period after one that ended on this day."""
        if self.due is DueRule.ANNIVERSARY:
            return months_after(due, 12 * self.years)
        if self.year is not None:
            return self._fixed_from(due + timedelta(days=1))
        return self._fixed_from(months_after(due, 12 * self.years) - timedelta(days=TOLERANCE))

    def opens_on(self, due: date) -> date:
        """The first day on which it can be renewed."""
        return due - timedelta(days=self.window_days)

    def reminders(self, due: date) -> list[date]:
        """The days on which its holder is reminded, in order."""
        return sorted(due - timedelta(days=days) for days in self.reminder_days)

    def lapses_on(self, due: date) -> date:
        """The first day on which it has lapsed."""
        return due + timedelta(days=self.grace_days + 1)

    def warns_on(self, due: date) -> date:
        """The day on which its holder is warned that it is about to lapse."""
        return self.lapses_on(due) - timedelta(days=WARNING_DAYS)

    def removed_on(self, due: date) -> date | None:
        """The day on which the name is removed, or None for never."""
        return None if self.removal_days is None else self.lapses_on(due) + timedelta(days=self.removal_days)

    def _fixed_from(self, day: date) -> date:
        """The first day of renewal for all on this day or after it, in a year in which the cycle ends."""
        year = day.year
        while self.year is not None and (year - self.year) % self.years:
            year += 1
        found = self._fixed(year)
        if found < day:
            found = self._fixed(year + (self.years if self.year is not None else 1))
        return found

    def _fixed(self, year: int) -> date:
        if self.month is None or self.day is None:
            raise ValueError("A day that is the same for all has a month and a day.")
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))
