"""The reflective supervision of a portfolio, as one requirement counts it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from functools import cached_property

from . import counting
from .curves import Spell
from .evidence import Entry
from .explaining import entries_in_words
from .givers import ALWAYS, Giver, Span, accepted, overlap
from .periods import Period, Rule, best_period

INDIVIDUAL, PEER = "individual", "peer"
"""What an entry's `setting` says. One that says neither counts as supervision in a group."""

OUTSIDE = "It lies outside the period that is counted."
NOT_SAID = "It does not say how its giver was endorsed."
UNCONFIRMED = "What its giver was at that time has not been confirmed."
NOT_ACCEPTED = "Its giver was none of those who are accepted, at that time."


@dataclass(frozen=True)
class Limits:
    """What hours must keep to. `since` and `working` are None where neither their age nor a job matters."""

    today: date
    submitted: bool
    givers: Sequence[Giver] = ()
    since: date | None = None
    working: Sequence[Span] | None = None


class Received:
    """Entries of supervision, and what of them counts."""

    def __init__(self, entries: Sequence[Entry], limits: Limits, rule: Rule) -> None:
        self.entries, self.limits, self.rule = entries, limits, rule

    @cached_property
    def best(self) -> Period | None:
        """The period that counts."""
        spells = [spell for entry in self.entries for spell in self._spells(entry)]
        return best_period(spells, self.rule)

    @cached_property
    def total(self) -> Decimal:
        """The hours that may count, in whichever period, rounded down to hundredths."""
        spans = [(spell.start, spell.end, spell) for entry in self.entries for spell in self._spells(entry)]
        return sum((_share(spell, (start, end)) for start, end, spell in spans), Decimal(0))

    def inside(self, entry: Entry) -> Decimal:
        """How many hours of an entry lie in the period that counts, rounded down to hundredths."""
        if self.best is None:
            return Decimal(0)
        period = (self.best.start.toordinal(), self.best.end.toordinal())
        met = [(spell, span) for spell in self._spells(entry) for span in overlap([_span(spell)], [period])]
        return sum((_share(spell, span) for spell, span in met), Decimal(0))

    def refused(self, entry: Entry) -> str:
        """Why none of an entry's hours can count in any period; empty if some can."""
        if not counting.has_hours(entry):
            return "It has no hours."
        if not counting.is_past(entry, self.limits.today):
            return "Its date is still to come."
        if entry.started_on is None:
            return "It has no first day."
        return self._refused(entry)

    def refusals(self) -> list[str]:
        """Why entries with hours and days do not count, and how many of them."""
        dated = [one for one in self.entries if _is_dated(one, self.limits.today)]
        reasons = Counter(reason for entry in dated if (reason := self._refused(entry)))
        return [f"Not counted: {entries_in_words(number)}. {why}" for why, number in sorted(reasons.items())]

    def _refused(self, entry: Entry) -> str:
        limits, days = self.limits, [self._days(entry)]
        if entry.setting == PEER:
            return "Peer supervision does not count."
        if not overlap(days, [self._recent]):
            return "It is too old."
        if limits.working is not None and not overlap(days, limits.working):
            return "It was not while working in the field."
        if not overlap(days, accepted(entry, limits.givers, submitted=limits.submitted)):
            return _on_giver(entry, submitted=limits.submitted)
        return "" if self._spells(entry) else "None of its days keeps to all the rules."

    def _spells(self, entry: Entry) -> list[Spell]:
        """The parts of an entry that may count."""
        if not _is_dated(entry, self.limits.today) or entry.setting == PEER:
            return []
        first, last = self._days(entry)
        spans = overlap([(first, last)], accepted(entry, self.limits.givers, submitted=self.limits.submitted))
        if self.limits.since is not None:
            spans = overlap(spans, [self._recent])
        if self.limits.working is not None:
            spans = overlap(spans, self.limits.working)
        hours = entry.hours or Decimal(0)
        giving = min(hours, entry.hours_on_giving or Decimal(0))
        individual = entry.setting == INDIVIDUAL
        return [Spell(start, end, last - first + 1, hours, individual, giving) for start, end in spans]

    def _days(self, entry: Entry) -> Span:
        """First and last day; without an end it lasts until today."""
        assert entry.started_on is not None
        last = max(entry.ended_on or self.limits.today, entry.started_on)
        return entry.started_on.toordinal(), last.toordinal()

    @cached_property
    def _recent(self) -> Span:
        since = self.limits.since
        return (since.toordinal(), ALWAYS[1]) if since else ALWAYS


def _is_dated(entry: Entry, today: date) -> bool:
    return counting.has_hours(entry) and counting.is_past(entry, today) and entry.started_on is not None


def _on_giver(entry: Entry, *, submitted: bool) -> str:
    if entry.standings:
        return NOT_ACCEPTED
    if submitted:
        return UNCONFIRMED
    return NOT_ACCEPTED if entry.giver_category.strip() else NOT_SAID


def _span(spell: Spell) -> Span:
    return spell.start, spell.end


def _share(spell: Spell, span: Span) -> Decimal:
    """The hours of a spell between two of its days."""
    if span == (spell.start, spell.end) and span[1] - span[0] + 1 == spell.days:
        return spell.hours
    share = spell.hours * (span[1] - span[0] + 1) / spell.days
    return share.quantize(Decimal("0.01"), rounding=ROUND_DOWN)
