"""Adding up what a portfolio holds. Every count only grows when an entry is added, whatever the order."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal
from functools import lru_cache

from .evidence import Entry

DAYS_IN_A_YEAR = 365
"""So that any two calendar years, with or without a leap day, count as two years."""


def days_worked(jobs: Iterable[Entry], today: date, since: date | None = None) -> int:
    """Days covered by at least one job, first and last day included; overlapping jobs count once."""
    spans = sorted(filter(None, (_clipped(job, today, since) for job in jobs)))
    total, reached = 0, 0
    for start, end in spans:
        total += max(0, end - max(start, reached + 1) + 1)
        reached = max(reached, end)
    return total


def years(days: int) -> Decimal:
    """Days as years, exactly."""
    return Decimal(days) / DAYS_IN_A_YEAR


def is_past(entry: Entry, today: date) -> bool:
    """Whether it has happened: what is only planned counts for nothing yet."""
    start, end = entry.started_on, entry.ended_on
    return (start is None or start <= today) and (end is None or end <= today)


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier."""
    return months_after(day, -12 * years)


def by_day(entry: Entry) -> tuple[str, ...]:
    """To sort entries by, whatever order they came in: by their days, then by what else they say."""
    days = [str(day or "") for day in (entry.started_on, entry.ended_on)]
    return (*days, entry.title, entry.id, str(entry.hours), *entry.areas)


def hours(entries: Iterable[Entry]) -> Decimal:
    """The hours of these entries in all."""
    return sum((entry.hours or Decimal(0) for entry in entries if has_hours(entry)), Decimal(0))


def has_hours(entry: Entry) -> bool:
    """Whether it says how many hours."""
    hours = entry.hours
    return hours is not None and hours > 0


def least_days(months: int) -> int:
    """The days that make up so many months at the least: 12 months are 365 days."""
    return months * DAYS_IN_A_YEAR // 12


@lru_cache(maxsize=20_000)
def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, MINYEAR), MAXYEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _clipped(job: Entry, today: date, since: date | None) -> tuple[int, int] | None:
    if job.started_on is None:
        return None
    start = max(job.started_on, since or job.started_on).toordinal()
    end = min(job.ended_on or today, today).toordinal()
    return (start, end) if start <= end else None
