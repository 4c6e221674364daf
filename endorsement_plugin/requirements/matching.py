"""Which entries a requirement is about."""

from collections.abc import Iterable
from decimal import Decimal

from .counting import hours
from .evidence import Entry


def tagged(entries: Iterable[Entry], value: str, label: str) -> list[Entry]:
    """The entries in one area, however the applicant's list spelled it."""
    names = {value.strip().casefold(), label.strip().casefold()}
    return [entry for entry in entries if any(area.strip().casefold() in names for area in entry.areas)]


def hours_in(entries: Iterable[Entry], value: str, label: str) -> Decimal:
    """The hours in one area."""
    return hours(tagged(entries, value, label))
