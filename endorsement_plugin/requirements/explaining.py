"""What counted and what did not, in sentences for the applicant."""

from collections.abc import Iterable
from datetime import date

from .counting import has_hours
from .evidence import Entry, past
from .findings import Finding

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""As the sentences around them are: not in the language that the machine happens to be set to."""


def left_out(entries: Iterable[Entry], today: date) -> list[str]:
    """Entries that count for nothing yet, and why."""
    entries = tuple(entries)
    dated = [entry for entry in entries if has_hours(entry)]
    return not_counted(len(entries) - len(dated), len(dated) - len(past(dated, today)))


def not_counted(without_hours: int, to_come: int) -> list[str]:
    """That so many entries count for nothing yet, and why."""
    notes = []
    if without_hours:
        notes.append(f"Not counted: {entries_in_words(without_hours)} without hours.")
    if to_come:
        notes.append(f"Not counted yet: {entries_in_words(to_come)} with a date to come.")
    return notes


def standing(finding: Finding) -> str:
    """How far one way of several has come."""
    if finding.met:
        return "met."
    if finding.ratio:
        return f"{finding.progress}."
    return finding.detail or "not met yet."


def day(value: date | None) -> str:
    """A date in words."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else ""


def entries_in_words(count: int) -> str:
    """1 entry, 2 entries."""
    return "1 entry" if count == 1 else f"{count} entries"
