"""What counted and what did not, in sentences for the applicant."""

from collections.abc import Iterable
from datetime import date

from .counting import has_hours, is_past
from .evidence import Entry
from .findings import Finding


def left_out(entries: Iterable[Entry], today: date) -> list[str]:
    """Entries that count for nothing yet, and why."""
    entries = tuple(entries)
    notes = []
    without = sum(1 for entry in entries if not has_hours(entry))
    if without:
        notes.append(f"Not counted: {entries_in_words(without)} without hours.")
    planned = sum(1 for entry in entries if has_hours(entry) and not is_past(entry, today))
    if planned:
        notes.append(f"Not counted yet: {entries_in_words(planned)} with a date to come.")
    return notes


def undated(entries: Iterable[Entry]) -> list[str]:
    """Entries whose period is not known."""
    count = sum(1 for entry in entries if has_hours(entry) and entry.started_on is None)
    return [f"Not counted: {entries_in_words(count)} without a first day."] if count else []


def standing(finding: Finding) -> str:
    """How far one way of several has come."""
    if finding.met:
        return "met."
    if finding.ratio:
        return f"{finding.progress}."
    return finding.detail or "not met yet."


def day(value: date | None) -> str:
    """A date in words."""
    return f"{value.day} {value:%B %Y}" if value else ""


def entries_in_words(count: int) -> str:
    """1 entry, 2 entries."""
    return "1 entry" if count == 1 else f"{count} entries"
