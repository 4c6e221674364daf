"""Which entries a requirement is about."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from .counting import hours
from .evidence import Entry, Evidence

RANK = {"cda": 0, "associate": 1, "bachelor": 2, "master": 3, "doctorate": 4, "medical": 4}


def first_degree(evidence: Evidence, degrees: tuple[str, ...], today: date) -> date | None:
    """The day of the earliest of these degrees; one without a date cannot start a count."""
    days = [
        entry.ended_on
        for entry in evidence.of_kind("education")
        if entry.degree in degrees and entry.ended_on is not None and entry.ended_on <= today
    ]
    return min(days, default=None)


def tagged(entries: Iterable[Entry], value: str, label: str) -> list[Entry]:
    """The entries in one area, however the applicant's list spelled it."""
    names = {value.strip().casefold(), label.strip().casefold()}
    return [entry for entry in entries if entry.area.strip().casefold() in names]


def hours_in(entries: Iterable[Entry], value: str, label: str) -> Decimal:
    """The hours in one area."""
    return hours(tagged(entries, value, label))
