"""The reflective supervision of a portfolio, as one requirement counts it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from . import counting
from .counting import Span
from .curves import Spell
from .evidence import Entry
from .explaining import entries_in_words
from .givers import overlap
from .periods import Period, Rule, best_period

INDIVIDUAL, PEER = "individual", "peer"
"""What an entry's `setting` says. One that says neither counts as supervision in a group."""

OUTSIDE = "It lies outside the period that is counted."
NO_HOURS, NO_DAY = "It has no hours.", "It has no first day."
TO_COME = "Its date is still to come."
UNDATED = (NO_HOURS, NO_DAY, TO_COME)
TOO_OLD, NOT_WORKING = "It is too old.", "It was not while working in the field."
NOT_SAID = "It does not say how its giver was endorsed."
UNCONFIRMED = "What its giver was at that time has not been confirmed."
NOT_ACCEPTED = "Its giver was none of those who are accepted, at that time."


@dataclass(frozen=True)
class Limits:
    """What hours must keep to: days that are recent, days with a job, and by whom, which gives days too.

    None where it does not matter.
    """

    today: date
    submitted: bool
    accepted: Callable[[Entry], Sequence[Span] | None]
    recent: Sequence[Span] | None = None
    working: Sequence[Span] | None = None


class Looked(NamedTuple):
    """One entry: why none of its hours can count in any period, or the parts of it that may."""

    entry: Entry
    refused: str = ""
    spells: tuple[Spell, ...] = ()


class Received:
    """Entries of supervision, and what of them counts."""

    def __init__(self, entries: Sequence[Entry], limits: Limits, rule: Rule) -> None:
        self.limits = limits
        self.looked = [self._look(entry) for entry in entries]
        spells = [spell for one in self.looked for spell in one.spells]
        self.best: Period | None = best_period(spells, rule)

    def inside(self, looked: Looked) -> Decimal:
        """How many hours of an entry lie in the period that counts, rounded down to hundredths."""
        if self.best is None:
            return Decimal(0)
        period = [(self.best.start.toordinal(), self.best.end.toordinal())]
        spans = [(spell, span) for spell in looked.spells for span in overlap([_span(spell)], period)]
        return sum((_share(spell, span) for spell, span in spans), Decimal(0))

    def refusals(self) -> list[str]:
        """Why entries with hours and days do not count, and how many of them."""
        reasons = Counter(one.refused for one in self.looked if one.refused and one.refused not in UNDATED)
        return [f"Not counted: {entries_in_words(number)}. {why}" for why, number in sorted(reasons.items())]

    def _look(self, entry: Entry) -> Looked:
        if not counting.has_hours(entry):
            return Looked(entry, NO_HOURS)
        if not counting.is_past(entry, self.limits.today):
            return Looked(entry, TO_COME)
        if entry.started_on is None:
            return Looked(entry, NO_DAY)
        if entry.setting == PEER:
            return Looked(entry, "Peer supervision does not count.")
        first = entry.started_on.toordinal()
        last = max((entry.ended_on or self.limits.today).toordinal(), first)
        return self._look_at_days(entry, (first, last))

    def _look_at_days(self, entry: Entry, days: Span) -> Looked:
        """In the order in which a person would look: how long ago, beside which work, by whom."""
        limits, spans = self.limits, [days]
        for allowed, refused in ((limits.recent, TOO_OLD), (limits.working, NOT_WORKING)):
            if allowed is not None and not (spans := overlap(spans, allowed)):
                return Looked(entry, refused)
        by_whom = limits.accepted(entry)
        if by_whom is not None and not (spans := overlap(spans, by_whom)):
            return Looked(entry, _on_giver(entry, submitted=limits.submitted))
        hours = entry.hours or Decimal(0)
        giving = min(hours, entry.hours_on_giving or Decimal(0))
        lasted, individual = days[1] - days[0] + 1, entry.setting == INDIVIDUAL
        return Looked(
            entry,
            spells=tuple(Spell(start, end, lasted, hours, individual, giving) for start, end in spans),
        )


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
