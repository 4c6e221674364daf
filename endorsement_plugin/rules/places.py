"""Who grants the credential where somebody lives. Pure.

Places are compared as names are everywhere: without regard to case, accents, marks or blanks.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from review_queue.typed.folding import folded

NEAR = 82
"""How alike, out of 100, a misspelled name has to be to be offered."""

MOST_NEAR = 4


class Match(NamedTuple):
    """The places that are meant, by number, or, if none is, those that may have been."""

    meant: tuple[int, ...]
    near: tuple[int, ...]


def find(places: Sequence[str], typed: str) -> Match:
    """The place of this name; without one, places whose name has what was typed at the start of a word."""
    wanted, names = folded(typed), [folded(place) for place in places]
    if not wanted:
        return Match((), ())
    same = tuple(number for number, name in enumerate(names) if name == wanted)
    if same:
        return Match(same, ())
    begun = tuple(number for number, name in enumerate(names) if f" {wanted}" in f" {name}")
    return Match((), begun[:MOST_NEAR] or _alike(names, wanted))


def _alike(names: Sequence[str], wanted: str) -> tuple[int, ...]:
    found = process.extract(
        wanted, names, scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST_NEAR, processor=None
    )
    return tuple(number for _, _, number in found)
