"""Who may give reflective supervision, and when: an allow-list by date, met by what the giver was then."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .counting import Span
from .evidence import Entry, Standing
from .explaining import day
from .wording import isolated, spelled

VETTED, ENDORSED, ANYONE = "vetted", "endorsed", "anyone"
"""In place of a category's code: accepted by the association, endorsed in any category, and anybody."""

WORDS = {
    VETTED: "somebody vetted by the association",
    ENDORSED: "an endorsed professional",
    ANYONE: "anybody",
}

ALWAYS = (date.min.toordinal(), date.max.toordinal())


@dataclass(frozen=True)
class Giver:
    """One line of an allow-list. Days are as in 2024-04-30, empty for no such limit; both are included."""

    category: str
    label: str = ""
    since: str = ""
    until: str = ""

    @cached_property
    def span(self) -> Span:
        """The days on which it is accepted."""
        return _ordinals(_day(self.since), _day(self.until))

    @cached_property
    def names(self) -> frozenset[str]:
        """What the category may be called."""
        return frozenset({spelled(self.category), spelled(self.label)} - {""})

    @property
    def is_general(self) -> bool:
        """Whether it stands for no one category."""
        return self.category in WORDS

    @property
    def phrase(self) -> str:
        """As part of a sentence."""
        words = WORDS.get(self.category) or isolated(self.label or self.category)
        since = f"from {day(_day(self.since))}" if _day(self.since) else ""
        until = f"until {day(_day(self.until))}" if _day(self.until) else ""
        return f"{words} ({' '.join(filter(None, (since, until)))})" if since or until else words

    def accepts(self, standing: Standing) -> bool:
        """Whether this is what the line asks for."""
        if self.category == ENDORSED:
            return standing.category != VETTED
        return spelled(standing.category) in self.names

    def holds_on(self, moment: date, standing: Standing) -> bool:
        """Whether on this day the line was in force, and somebody was that."""
        spans = overlap([self.span], [_ordinals(standing.since, standing.until)])
        return any(start <= moment.toordinal() <= end for start, end in spans)


GiverRecord = tuple[str, tuple[Standing, ...], bool]
"""What an applicant says that a giver was, what the association knows, and whether it was submitted."""


def giver_record(entry: Entry, *, submitted: bool) -> GiverRecord:
    """What there is to know of an entry's giver."""
    return entry.giver_category, entry.standings, submitted


def accepted(known: GiverRecord, givers: Sequence[Giver]) -> list[Span]:
    """The days on which a giver is accepted, in rising order and apart; without a list always.

    What the applicant says counts until they submit.
    """
    if not givers:
        return [ALWAYS]
    said, standings, submitted = known
    own = (Standing(said),) if said.strip() and not submitted else ()
    return merged(_accepted((*standings, *own), givers))


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same days in rising order, apart from each other."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def overlap(one: Iterable[Span], other: Sequence[Span]) -> list[Span]:
    """The days that are in both."""
    met = []
    for start, end in one:
        for first, last in other:
            later, earlier = start if start > first else first, end if end < last else last
            if later <= earlier:
                met.append((later, earlier))
    return met


def _accepted(standings: Sequence[Standing], givers: Sequence[Giver]) -> Iterator[Span]:
    for giver in givers:
        if giver.category == ANYONE:
            yield giver.span
        for standing in standings:
            if giver.accepts(standing):
                yield from overlap([giver.span], [_ordinals(standing.since, standing.until)])


def _ordinals(since: date | None, until: date | None) -> Span:
    return (since or date.min).toordinal(), (until or date.max).toordinal()


def _day(written: str) -> date | None:
    """None for an empty one, and for one that a program wrote amiss."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
