"""What counted and what did not, in sentences for the applicant."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from .counting import Window, has_hours, is_past
from .evidence import Entry, Evidence
from .findings import Finding
from .kinds import Supervision, Training, Work
from .matching import hours_in
from .wording import DEGREES, counted, either, number, span


def named(entry: Entry) -> str:
    """A degree with where it was earned."""
    title = entry.title or DEGREES[entry.degree]
    return f"{title}, {entry.organization}." if entry.organization else f"{title}."


def on_work(jobs: Sequence[Entry], clause: Work, since: date | None) -> str:
    """Since when work counts, and which jobs have no first day."""
    notes = []
    if clause.after:
        degrees = either([DEGREES[degree] for degree in DEGREES if degree in clause.after])
        start = f"Counted from {day(since)}, the date of the degree."
        notes.append(start if since else f"Enter the date of {degrees} first.")
    dateless = sum(1 for job in jobs if job.started_on is None)
    if dateless:
        notes.append(f"Not counted: {counted(dateless, 'position')} without a first day.")
    return " ".join(notes)


def on_quotas(clause: Training, done: Sequence[Entry]) -> list[str]:
    """The parts of a total that are still short."""
    held = [(quota, hours_in(done, quota.area, quota.label)) for quota in clause.quotas]
    return [
        f"{number(have)} of {counted(quota.hours, 'hour')} in {quota.label}."
        for quota, have in held
        if have < quota.hours
    ]


def on_window(clause: Supervision, best: Window, total: Decimal, least: int) -> list[str]:
    """Which period was counted, what lies outside it, and whether it is too short."""
    notes = [f"Counted from {day(best.start)} to {day(best.end)}."]
    if total > best.hours:
        notes.append(f"{counted(total - best.hours, 'hour')} outside this period do not count.")
    if best.days < least:
        notes.append(f"The hours must be spread over at least {span(clause.min_months)}.")
    return notes


def left_out(entries: Iterable[Entry], today: date) -> list[str]:
    """Entries that count for nothing yet, and why."""
    entries = tuple(entries)
    notes = []
    without = sum(1 for entry in entries if not has_hours(entry))
    if without:
        notes.append(f"Not counted: {_entries(without)} without hours.")
    planned = sum(1 for entry in entries if has_hours(entry) and not is_past(entry, today))
    if planned:
        notes.append(f"Not counted yet: {_entries(planned)} with a date to come.")
    return notes


def on_unseen(evidence: Evidence) -> str:
    """What becomes of transcripts that no person has looked at: they count until submission."""
    if not evidence.transcripts_unseen:
        return ""
    if not evidence.submitted:
        return "After you submit, a person looks at each file; from then on only verified ones count."
    waiting = counted(evidence.transcripts_unseen, "file")
    return f"Only verified transcripts count; {waiting} not looked at yet."


def undated(entries: Iterable[Entry]) -> list[str]:
    """Entries whose period is not known."""
    count = sum(1 for entry in entries if has_hours(entry) and entry.started_on is None)
    return [f"Not counted: {_entries(count)} without a first day."] if count else []


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


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
