"""Answers of one description: a language, and what whoever scores it has to be qualified for. Pure.

Nothing that a reviewer sees says what is asked for, but of a round with one answer in French its readers know
whose it is as soon as they know who writes French. Among several candidates it may be any of them.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_ALIKE = 50
LONGEST_WAIT = 60
"""Days."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Answers wait until `least` candidates of their description are in, for `days` days at most."""

    least: int
    days: int

    @property
    def waits(self) -> bool:
        """Whether anything waits: each is one of one."""
        return self.least > 1

    def until(self, released: datetime.date, closes: datetime.date | None = None) -> datetime.date:
        """The day on which an answer goes on that was released then, however few there are; of a window,
        never before it has closed."""
        last = released + datetime.timedelta(days=self.days)
        return max(last, closes + datetime.timedelta(days=1)) if closes else last


def people(origins: Iterable[object], same: Mapping[object, Iterable[object]]) -> int:
    """How many people have written these. `same` says of an answer which others are by the same writer; what
    each of two answers shares with a third is one writer's, too."""
    groups: list[set[object]] = []
    for origin in set(origins):
        joined = {origin, *same.get(origin, ())}
        apart = [group for group in groups if not group & joined]
        groups = [*apart, joined.union(*(group for group in groups if group & joined))]
    return len(groups)
