"""When offers leave and deadlines end: the same for all, so that no time tells who shares an answer. Pure.

Reviewers may pool what they were shown. An offer that came, or a deadline that ends, at a moment of its own
would tell them whose reviews belong together, which offer was made because a review was handed in, and which
is an anchor.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = 24 * 60
MORNING = 8 * 60
"""Minutes after midnight; one of the moments, whatever the time between them."""
LAST_SECOND = time(23, 59, 59)
REVIEWERS = 3
"""So many have to be offered something at one moment: two would be a pair."""


def enough(answers: int, reviewers: int, *, together: int) -> bool:
    """Whether so many answers, offered to so many reviewers, may leave at one moment.

    With three of each, what a reviewer was offered could be shared with two others at least. 1 or less for
    `together` is always enough.
    """
    return together <= 1 or (answers >= together and reviewers >= REVIEWERS)


def next_moment(now: datetime, *, every: int, zone: tzinfo) -> datetime:
    """When an offer leaves that is made `now`, with `every` so many minutes between two moments of a day.

    A minute ahead, or a quarter of the time between two: what is being written then is there when it leaves.
    With 0 minutes it leaves now, for tests of something else.
    """
    if not every:
        return now
    after = now + timedelta(seconds=min(60, every * 15))
    return min(moment for moment in _around(after, every, zone) if moment > after)


def latest_moment(made: datetime, *, every: int, wait: int, zone: tzinfo) -> datetime:
    """When an offer leaves at the latest that was made then: after `wait` days more than it would have."""
    return next_moment(made + timedelta(days=wait), every=every, zone=zone)


def last_moment(now: datetime, *, every: int, zone: tzinfo) -> datetime:
    """The newest moment that is over; what has happened since is nobody's to notice."""
    if not every:
        return now
    return max(moment for moment in _around(now, every, zone) if moment <= now)


def end_of(day: date, zone: tzinfo) -> datetime:
    """The last second of a day."""
    return datetime.combine(day, LAST_SECOND, zone)


def _around(now: datetime, every: int, zone: tzinfo) -> Iterable[datetime]:
    """The moments of yesterday, today and tomorrow."""
    today = now.astimezone(zone).date()
    for days in (-1, 0, 1):
        yield from _moments(today + timedelta(days=days), every, zone)


def _moments(day: date, every: int, zone: tzinfo) -> Iterator[datetime]:
    for minute in range(MORNING % every, DAY, every):
        yield datetime.combine(day, time(*divmod(minute, 60)), zone).astimezone(UTC)
