"""The reflective supervision of a portfolio, as one requirement counts it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from endorsement_plugin.requirements.counting import Span, has_hours, hundredths
from endorsement_plugin.requirements.evidence import Entry
from endorsement_plugin.requirements.explaining import entries_in_words, not_counted
from endorsement_plugin.requirements.givers import GiverRecord, overlap

from .best import Period, Spell, best_period
from .rules import Rule

NONE = Decimal(0)

INDIVIDUAL, PEER = "individual", "peer"
"""What an entry's `setting` says. One that says neither counts as supervision in a group."""

OUTSIDE = "It lies outside the period that is counted."
OF_PEERS = "Peer supervision does not count."
NO_HOURS, NO_DAY = "It has no hours.", "It has no first day."
TO_COME = "Its date is still to come."
UNDATED = (NO_HOURS, NO_DAY, TO_COME)
TOO_OLD, NOT_WORKING = "It is too old.", "It was not while working in the field."
NOT_SAID = "It does not say how its giver was endorsed."
UNCONFIRMED = "What its giver was at that time has not been confirmed."
NOT_ACCEPTED = "Its giver was none of those who are accepted, at that time."


class Limits(NamedTuple):
    """What hours must keep to: days that are recent, days with a job, and by whom, which gives days too.

    None where it does not matter. Days are ordinals.
    """

    today: date
    submitted: bool
    accepted: Mapping[GiverRecord, Sequence[Span]] | None
    recent: Sequence[Span] | None = None
    working: Sequence[Span] | None = None


Looked = tuple[str, int, Sequence[Span]]
"""One entry: why none of its hours can count in any period; how many days it lasts, and which of them may."""


class Received:
    """Entries of supervision, and what of them counts."""

    def __init__(self, entries: Sequence[Entry], limits: Limits, rule: Rule) -> None:
        self.entries, self.limits, self.today = entries, limits, limits.today.toordinal()
        self.looked: list[Looked] = []
        spells: list[Spell] = []
        for entry in entries:
            looked = self._look(entry)
            self.looked.append(looked)
            if looked[2]:
                lasts, individual = looked[1], entry.setting == INDIVIDUAL
                hours, giving = hundredths(entry.hours), entry.hours_on_giving
                for start, end in looked[2]:
                    spells.append((start, end, lasts, hours, individual, giving))
        self.best: Period | None = best_period(spells, rule)

    def uses(self) -> Iterator[tuple[Entry, str, Decimal]]:
        """Each entry with why it does not count, or with how many of its hours do."""
        for entry, (refused, lasts, spans) in zip(self.entries, self.looked, strict=True):
            yield entry, refused, NONE if refused else self._inside(entry, lasts, spans)

    def notes(self) -> list[str]:
        """Why entries do not count, and how many of them."""
        reasons: dict[str, int] = {}
        for refused, _, _ in self.looked:
            if refused:
                reasons[refused] = reasons.get(refused, 0) + 1
        return [*self._undated(reasons), *_not_counted(reasons)] if reasons else []

    def _inside(self, entry: Entry, lasts: int, spans: Sequence[Span]) -> Decimal:
        """How many hours of an entry lie in the period that counts, rounded down to hundredths."""
        if self.best is None:
            return NONE
        inside = overlap(spans, [(self.best.start, self.best.end)])
        return sum((share(entry.hours or NONE, span, lasts) for span in inside), NONE)

    def _undated(self, reasons: Mapping[str, int]) -> list[str]:
        notes = not_counted(reasons.get(NO_HOURS, 0), reasons.get(TO_COME, 0))
        if TO_COME in reasons or NO_DAY in reasons:
            undated = sum(1 for entry in self.entries if entry.started_on is None and has_hours(entry))
            notes += [f"Not counted: {entries_in_words(undated)} without a first day."] if undated else []
        return notes

    def _look(self, entry: Entry) -> Looked:
        hours, start, end = entry.hours, entry.started_on, entry.ended_on
        if hours is None or hours <= NONE:
            return NO_HOURS, 0, ()
        first = start.toordinal() if start is not None else 0
        last = end.toordinal() if end is not None else 0
        if first > self.today or last > self.today:
            return TO_COME, 0, ()
        if not first:
            return NO_DAY, 0, ()
        if entry.setting == PEER:
            return OF_PEERS, 0, ()
        if last < first:
            last = first if last else self.today
        return self._look_at_days(entry, first, last)

    def _look_at_days(self, entry: Entry, first: int, last: int) -> Looked:
        """In the order in which a person would look: how long ago, beside which work, by whom."""
        _, submitted, accepted, recent, working = self.limits
        spans = [(first, last)]
        if recent is not None and not (spans := overlap(spans, recent)):
            return TOO_OLD, 0, ()
        if working is not None and not (spans := overlap(spans, working)):
            return NOT_WORKING, 0, ()
        if accepted is not None:
            days = accepted[entry.giver_category, entry.standings, submitted]
            if not days or not (spans := overlap(spans, days)):
                return _on_giver(entry, submitted=submitted), 0, ()
        return "", last - first + 1, spans


def _not_counted(reasons: Mapping[str, int]) -> list[str]:
    others = sorted((why, number) for why, number in reasons.items() if why not in UNDATED)
    return [f"Not counted: {entries_in_words(number)}. {why}" for why, number in others]


def _on_giver(entry: Entry, *, submitted: bool) -> str:
    if entry.standings:
        return NOT_ACCEPTED
    if submitted:
        return UNCONFIRMED
    return NOT_ACCEPTED if entry.giver_category.strip() else NOT_SAID


def share(hours: Decimal, span: Span, lasts: int) -> Decimal:
    """The hours of an entry that lasts so many days, between two of its days; rounded down to hundredths."""
    days = span[1] - span[0] + 1
    if days == lasts:
        return hours
    return (hours * days / lasts).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
