"""Adding up what a portfolio holds. Every count only grows when an entry is added, whatever the order."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal
from functools import lru_cache

from .evidence import Entry, past
from .wording import HUNDREDTHS

DAYS_IN_A_YEAR = 365
"""So that any two calendar years, with or without a leap day, count as two years."""

AGES = {
    "pregnancy": "pregnancy",
    "0-3": "birth up to 3 years",
    "3-6": "3 up to 6 years",
    "6+": "6 years and older",
}
"""The ages that somebody serves, as the field's credentials divide them: words by what entries keep."""

AGE_CHOICES = [(value, words[:1].upper() + words[1:]) for value, words in AGES.items()]

_HUNDRED = Decimal(HUNDREDTHS)

Span = tuple[int, int]
"""First and last day, as ordinals."""

Share = tuple[int, int, int]
"""First and last day, as ordinals, and the hundredths of an hour a week that count on each day between."""


def is_past(entry: Entry, today: date) -> bool:
    """Whether it has happened: what is only planned counts for nothing yet."""
    return bool(past((entry,), today))


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier."""
    return months_after(day, -12 * years)


def whole_years(since: date, day: date) -> int:
    """How many years have passed by a day: one on the same day a year later; 0 before."""
    years = max(0, day.year - since.year)
    return years if years and months_after(since, 12 * years) <= day else max(0, years - 1)


def by_day(entry: Entry) -> tuple[str, ...]:
    """To sort entries by, whatever order they came in: by their days, then by what else they say."""
    days = [str(day or "") for day in (entry.started_on, entry.ended_on)]
    return (*days, entry.title, entry.id, str(entry.hours), *entry.areas)


def has_hours(entry: Entry) -> bool:
    """Whether it says how many hours."""
    hours = entry.hours
    return hours is not None and hours > 0


def hundredths(hours: Decimal | None) -> int:
    """Hours in whole hundredths; what is smaller than one is left out."""
    return int(hours * _HUNDRED) if hours else 0


def least_days(months: int) -> int:
    """The days that make up so many months at the least: 12 months are 365 days."""
    return months * DAYS_IN_A_YEAR // 12


@lru_cache(maxsize=20_000)
def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year, month = min(max(year, MINYEAR), MAXYEAR), month + 1
    try:
        return date(year, month, day.day)
    except ValueError:
        return date(year, month, monthrange(year, month)[1])


def months_from(day: int, months: int) -> int:
    """The same for days as ordinals."""
    return months_after(date.fromordinal(day), months).toordinal()


def whole_day(full_time: Decimal) -> int:
    """The hundredths of an hour a week that make a full day; 1 where part time is not told apart."""
    return max(1, int(full_time * HUNDREDTHS))


def share_of(job: Entry, full_time: Decimal) -> int:
    """How much of that a job is: all of it where part time is not told apart, or no hours are said."""
    most = whole_day(full_time)
    if not full_time or not job.hours_per_week or job.hours_per_week <= 0:
        return most
    return min(most, int(job.hours_per_week * HUNDREDTHS))


def days_of(job: Entry, today: date, since: date | None) -> Span | None:
    """The days of a job until today, from a day on if one is given; None if there are none."""
    start, end = job.started_on, job.ended_on
    if start is None:
        return None
    if since is not None and start < since:
        start = since
    if end is None or end > today:
        end = today
    return (start.toordinal(), end.toordinal()) if start <= end else None


def worked(shares: Iterable[Share], most: int) -> int:
    """What these make together, first and last days included, in hundredths as `most` is, a whole day's.

    Each day counts as the share of full time that was worked on it, up to a whole day: two half-time jobs at
    once make one full-time day, because together they are one; a full-time job and another beside it make one
    as well, because nobody gathers more than a day's experience in a day.
    """
    steps: list[tuple[int, int]] = []
    for start, end, share in shares:
        steps += ((start, share), (end + 1, -share))
    steps.sort()
    in_all = working = before = 0
    for day, change in steps:
        in_all += (working if working < most else most) * (day - before)
        working += change
        before = day
    return in_all
