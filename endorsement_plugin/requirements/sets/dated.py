"""Which of several dated sets of requirements, or policies of renewal, is the rule on a day.

The one in force on a day is the one with the latest day not after it; of several from one day, the one with
the highest number.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Something that is in force from a day on."""

    effective_from: date
    number: int


D = TypeVar("D", bound=Dated)


class Published(Dated, Protocol):
    """The same with when it was published, and when it was cancelled before it came into force."""

    @property
    def published_at(self) -> datetime | None:
        """None: a draft."""

    @property
    def cancelled_at(self) -> datetime | None:
        """None: it stands."""


class Place(StrEnum):
    """Where one stands on a day among the others."""

    DRAFT = "draft"
    CANCELLED = "cancelled"
    COMING = "coming"
    IN_FORCE = "in_force"
    PAST = "past"
    REPLACED = "replaced"
    REPLACED_LATE = "replaced_late"

    @property
    def label(self) -> str:
        """The words beside it."""
        return {
            Place.DRAFT: "Draft",
            Place.CANCELLED: "Cancelled",
            Place.COMING: "Planned",
            Place.IN_FORCE: "In force",
            Place.PAST: "Was in force",
            Place.REPLACED: "Replaced before it came into force",
            Place.REPLACED_LATE: "Replaced on its first day",
        }[self]

    @property
    def is_void(self) -> bool:
        """Whether it is the rule of no day."""
        return self in {Place.CANCELLED, Place.REPLACED, Place.REPLACED_LATE}


def line(sets: Iterable[D]) -> list[D]:
    """One for each day, the earliest first: of several from one day the one with the highest number."""
    by_day = {one.effective_from: one for one in sorted(sets, key=lambda one: one.number)}
    return [by_day[day] for day in sorted(by_day)]


def in_force(sets: Iterable[D], day: date) -> D | None:
    """The rule on that day; None before the first."""
    begun = [one for one in line(sets) if one.effective_from <= day]
    return begun[-1] if begun else None


def coming(sets: Iterable[D], day: date) -> list[D]:
    """What is to be the rule after that day, the next first."""
    return [one for one in line(sets) if one.effective_from > day]


P = TypeVar("P", bound=Published)


def place_of(row: P, sets: Iterable[P], day: date, zone: tzinfo) -> Place:
    """Where it stands on a day among all of them; `zone` is where the days are."""
    if row.published_at is None:
        return Place.DRAFT
    if row.cancelled_at is not None:
        return Place.CANCELLED
    standing = line(one for one in sets if one.published_at is not None and one.cancelled_at is None)
    if row not in standing:
        return _replaced(row, standing, zone)
    if row.effective_from > day:
        return Place.COMING
    return Place.IN_FORCE if row == in_force(standing, day) else Place.PAST


def _replaced(row: P, standing: Sequence[P], zone: tzinfo) -> Place:
    """By another of its own first day: whether that day had begun when the other was published."""
    (other,) = [one for one in standing if one.effective_from == row.effective_from]
    assert other.published_at is not None
    had_begun = other.published_at.astimezone(zone).date() >= row.effective_from
    return Place.REPLACED_LATE if had_begun else Place.REPLACED
