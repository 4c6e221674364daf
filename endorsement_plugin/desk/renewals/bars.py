"""A season at a glance: one bar for each credential and due day, in parts that are also said in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from endorsement_plugin.renewals.queries.season import Group
from endorsement_plugin.rules.seasons.season import Stand

PARTS: Mapping[str, tuple[Stand, ...]] = {
    "done": (Stand.DONE,),
    "waits": (Stand.SUBMITTED, Stand.AUDIT),
    "open": (Stand.OPEN, Stand.SENT_BACK),
    "early": (Stand.EARLY,),
    "late": (Stand.LATE,),
    "over": (Stand.NOT_RENEWED, Stand.LAPSED, Stand.LEAVE, Stand.SANCTIONED, Stand.ENDED),
}
WORDS = {
    "done": "renewed",
    "waits": "submitted or in audit",
    "open": "open",
    "early": "not open yet",
    "late": "late",
    "over": "out of this season",
}
WIDTH = 1000
"""Of a whole bar, in the drawing's own units."""


@dataclass(frozen=True)
class Part:
    """One color of a bar."""

    name: str
    words: str
    count: int
    x: int
    width: int


@dataclass(frozen=True)
class Bar:
    """One credential and due day."""

    group: Group
    parts: list[Part]

    @property
    def said(self) -> str:
        """The same in words: "120 renewed, 30 open, 2 late"."""
        return ", ".join(f"{part.count:,} {part.words}" for part in self.parts)


def bars_of(groups: Iterable[Group]) -> list[Bar]:
    """A bar for each, as long as all of them; parts of nothing are left out."""
    return [Bar(group, _parts(group)) for group in groups]


def _parts(group: Group) -> list[Part]:
    parts: list[Part] = []
    so_far = 0
    for name, stands in PARTS.items():
        count = sum(group.counts.get(stand, 0) for stand in stands)
        if not count:
            continue
        begin, end = (round(WIDTH * edge / group.total) for edge in (so_far, so_far + count))
        parts.append(Part(name, WORDS[name], count, begin, max(end - begin, 2)))
        so_far += count
    return parts
