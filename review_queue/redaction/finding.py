"""Where identities stand among the characters, and which boxes cover them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol
from unicodedata import east_asian_width

from review_queue.anonymization.identifiers import Identifier
from review_queue.anonymization.phrases import mentions
from review_queue.anonymization.spans import (
    Doubt,
    Find,
    Label,
    Masked,
    Source,
    join_overlaps,
    without_overlap,
)
from review_queue.anonymization.tokens import Numbering

from .geometry import Box, lines_of
from .glyphs import Glyph, text_of
from .readings import readings

MOST_ATTACHED = 12
"""Text without blanks would else be covered to the end of its line."""


class Finder(Protocol):
    """Whoever says what to mask in a text: a `Masker`, or a `Phrase`.

    `identifiers` are what must not be left in the result, `numbering` gives the tokens.
    """

    identifiers: tuple[Identifier, ...]
    numbering: Numbering

    def find(self, text: str) -> tuple[list[Find], list[Doubt]]:
        """What to replace and what to show: ordered and disjoint ranges of the text."""


class Phrase:
    """A phrase that a person picked, to be covered in a file that was redacted before."""

    identifiers: tuple[Identifier, ...] = ()

    def __init__(self, phrase: str, label: Label, taken: Iterable[str]) -> None:
        """`taken` are the tokens of the answer, as for `mask_phrase`: both then give the same token."""
        self._phrase, self._label = phrase, label
        self.numbering = Numbering(taken)

    def find(self, text: str) -> tuple[list[Find], list[Doubt]]:
        return mentions(text, self._phrase, self._label), []


@dataclass(frozen=True, slots=True)
class Cover:
    """A black box on a page, and the token to write on it."""

    page: int
    box: Box
    token: str


def find(
    glyphs: Sequence[Glyph], finder: Finder, areas: Sequence[tuple[int, Box]]
) -> tuple[list[Find], list[Doubt]]:
    """What to mask and what to show, as ranges of the glyphs.

    Read as drawn, as it stands, and by columns: a file may draw a name letter by letter in any order, and a
    name may be divided at the end of a column's line. `areas` are boxes that a person marked, with their
    pages.
    """
    text = text_of(glyphs)
    finds, doubts = finder.find(text)
    finds = join_overlaps([*finds, *_as_it_stands(glyphs, finder), *_in_areas(glyphs, areas)])
    return finds, without_overlap(doubts, finds, text)


def covers(
    glyphs: Sequence[Glyph], finds: Iterable[Find], masked: Masked, *, whole_words: bool = False
) -> Iterator[Cover]:
    """The boxes over the finds, one a line. `masked` is the text with the finds replaced, in their order.

    `whole_words` covers the rest of the first and the last word too, such as a comma: in a file of our own
    making it is known where a word stands, but not where each of its letters does.
    """
    for find_, span in zip(finds, masked.spans, strict=True):
        token = masked.text[span.start : span.end].strip("[]")
        start, end = find_.start, find_.end
        if whole_words:
            before, after = glyphs[max(0, start - MOST_ATTACHED) : start], glyphs[end : end + MOST_ATTACHED]
            start, end = start - _attached(before[::-1]), end + _attached(after)
        for page, part in groupby(glyphs[start:end], key=lambda glyph: glyph.page):
            for box in lines_of(glyph.box for glyph in part if glyph.box):
                yield Cover(page, box, token)


def _attached(glyphs: Sequence[Glyph]) -> int:
    """How many characters, from the first on, belong to the same word; wide ones stand where they should."""
    for number, glyph in enumerate(glyphs[:MOST_ATTACHED]):
        if glyph.box is None or east_asian_width(glyph.letter) in "WF":
            return number
    return min(len(glyphs), MOST_ATTACHED)


def _as_it_stands(glyphs: Sequence[Glyph], finder: Finder) -> Iterator[Find]:
    for reading in readings(glyphs):
        finds, _ = finder.find(reading.text)
        for hit in finds:
            if hit.source is not Source.PATTERN:  # across columns, forms are found that nobody wrote
                for start, end in _runs(reading.glyphs(hit.start, hit.end)):
                    yield Find(start, end, hit.label, hit.entity, hit.source)


def _in_areas(glyphs: Sequence[Glyph], areas: Sequence[tuple[int, Box]]) -> Iterator[Find]:
    for number, (page, area) in enumerate(areas):
        inside = [
            index
            for index, glyph in enumerate(glyphs)
            if glyph.page == page and glyph.box and area.contains(glyph.box.middle)
        ]
        for start, end in _runs(inside):
            yield Find(start, end, Label.DETAIL, f"area {number}", Source.PERSON)


def _runs(indexes: list[int]) -> Iterator[tuple[int, int]]:
    """Ranges of the indexes, which are in order; one that is missing, such as a blank, does not part them."""
    start = last = None
    for index in indexes:
        if start is None or last is None or index > last + 2:
            if start is not None and last is not None:
                yield start, last + 1
            start = index
        last = index
    if start is not None and last is not None:
        yield start, last + 1
