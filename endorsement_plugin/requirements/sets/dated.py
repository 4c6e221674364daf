"""Which of several dated sets of requirements, or policies of renewal, is the rule on a day.

The one in force on a day is the one with the latest day not after it; of several from one day, the one with
the highest number.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Something that is in force from a day on."""

    effective_from: date
    number: int


D = TypeVar("D", bound=Dated)


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
