"""Adding up what a portfolio holds. Every count only grows when an entry is added, whatever the order."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

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
    return all(day is None or day <= today for day in (entry.started_on, entry.ended_on))


def hours(entries: Iterable[Entry]) -> Decimal:
    """The hours of these entries in all."""
    return sum((entry.hours or Decimal(0) for entry in entries if has_hours(entry)), Decimal(0))


def has_hours(entry: Entry) -> bool:
    """Whether it says how many hours."""
    return entry.hours is not None and entry.hours > 0


@dataclass(frozen=True)
class Window:
    """Hours received inside one period, and how many days lie between the first and the last of them."""

    hours: Decimal
    start: date
    end: date

    @property
    def days(self) -> int:
        """First and last day included."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Spell:
    """Hours spread evenly over the days from start to end."""

    hours: Decimal
    start: date
    end: date

    def share(self, start: date, end: date) -> Fraction:
        """The hours that fall between two days, exactly."""
        if start <= self.start and self.end <= end:
            return Fraction(self.hours)
        inside = (min(self.end, end) - max(self.start, start)).days + 1
        return Fraction(self.hours) * Fraction(inside, (self.end - self.start).days + 1)


def best_window(
    entries: Iterable[Entry], today: date, *, months: int, enough: Decimal, least: int
) -> Window | None:
    """The period of at most `months` that serves the applicant best; 0 months sets no limit.

    Best is one with enough hours over at least `least` days; failing that, the one with the most hours.
    An entry that reaches over the edge of a period counts in proportion of its days inside, and one without
    an end lasts until today.
    """
    dated = [
        Spell(entry.hours or Decimal(0), entry.started_on, _end(entry, today))
        for entry in entries
        if has_hours(entry) and entry.started_on
    ]
    windows = [_inside(dated, start, end) for start, end in _periods(dated, months)]
    return max(
        windows,
        key=lambda window: (
            window.hours >= enough and window.days >= least,
            window.hours,
            window.days,
            window.start,
        ),
        default=None,
    )


def least_days(months: int) -> int:
    """The days that make up so many months at the least: 12 months are 365 days."""
    return months * DAYS_IN_A_YEAR // 12


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


def _periods(spells: list[Spell], months: int) -> set[tuple[date, date]]:
    """A fullest period begins where an entry begins or ends where one ends, so no others are tried."""
    if not spells:
        return set()
    if not months:
        return {(min(spell.start for spell in spells), max(spell.end for spell in spells))}
    begun = {(spell.start, months_after(spell.start, months) - timedelta(days=1)) for spell in spells}
    return begun | {(months_after(spell.end, -months) + timedelta(days=1), spell.end) for spell in spells}


def _inside(spells: list[Spell], start: date, end: date) -> Window:
    met = [spell for spell in spells if spell.start <= end and spell.end >= start]
    total = sum((spell.share(start, end) for spell in met), Fraction(0))
    first = max(start, min(spell.start for spell in met))
    last = min(end, max(spell.end for spell in met))
    exact = Decimal(total.numerator) / Decimal(total.denominator)
    return Window(exact.quantize(Decimal("0.01"), rounding=ROUND_DOWN), first, last)


def _end(entry: Entry, today: date) -> date:
    assert entry.started_on is not None
    return max(entry.ended_on or today, entry.started_on)
