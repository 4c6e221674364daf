"""Where an endorsement stands in a season of renewals, as a coordinator sorts them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

REMINDED_DAYS = 14
"""Whoever heard within so many days is reminded again only if a coordinator says so."""

BACK, AHEAD = timedelta(days=92), timedelta(days=92)
"""The season is what is due in these days around the present one, unless a coordinator chooses another."""


class Stand(StrEnum):
    """One of these is true of every row; what is decided comes before what is open."""

    DONE = "done"
    AUDIT = "audit"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    LATE = "late"
    OPEN = "open"
    EARLY = "early"
    NOT_RENEWED = "not_renewed"
    LAPSED = "lapsed"
    LEAVE = "leave"
    SANCTIONED = "sanctioned"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """In plain English, for screens and exports."""
        return LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a filter."""
        return [(stand.value, stand.label) for stand in cls]


LABELS: Mapping[Stand, str] = {
    Stand.DONE: "Renewed",
    Stand.AUDIT: "In audit",
    Stand.SUBMITTED: "Submitted",
    Stand.SENT_BACK: "Sent back to holder",
    Stand.LATE: "Late",
    Stand.OPEN: "Open",
    Stand.EARLY: "Not open yet",
    Stand.NOT_RENEWED: "Not renewed",
    Stand.LAPSED: "Lapsed",
    Stand.LEAVE: "On leave",
    Stand.SANCTIONED: "Inactive: sanction",
    Stand.ENDED: "Emeritus, retired or removed",
}

REMINDABLE = frozenset({Stand.LATE, Stand.OPEN, Stand.SENT_BACK})
"""Whoever stands here is to do something."""

TO_RENEW = frozenset({Stand.LATE, Stand.OPEN, Stand.EARLY})
"""What a coordinator can renew for many at once, unless it was drawn for the audit."""


@dataclass(frozen=True)
class Season:
    """The first and the last day on which what it holds is due. `value` is how it is chosen."""

    first: date
    last: date
    value: str = ""
    label: str = ""


def present(today: date) -> Season:
    """The one around this day."""
    return Season(today - BACK, today + AHEAD, "", "Now: three months back and ahead")


def month(year: int, number: int) -> Season:
    """All that is due in one month. Raises ValueError for a month that there is not."""
    first = date(year, number, 1)
    following = date(year + number // 12, number % 12 + 1, 1)
    return Season(first, following - timedelta(days=1), f"{year:04d}-{number:02d}", f"{first:%B %Y}")


def year(number: int) -> Season:
    """All that is due in one year. Raises ValueError for a year that there is not."""
    return Season(date(number, 1, 1), date(number, 12, 31), f"{number:04d}", f"All of {number}")


def read(value: str, today: date) -> Season:
    """The season of "2026-12" or "2026"; the present one for anything else."""
    parts = value.split("-")
    try:
        numbers = [int(part) for part in parts if part.isascii() and part.isdecimal()]
        if len(numbers) == len(parts) == 1 and value:
            return year(numbers[0])
        if len(numbers) == len(parts) == 2:
            return month(*numbers)
    except (ValueError, OverflowError):
        pass
    return present(today)
