"""The text layer of the new file: the masked words, each where it or what it replaces stood."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review_queue.anonymization.spans import Find, Masked

from .geometry import Box, lines_of, union
from .glyphs import Glyph


@dataclass(frozen=True, slots=True)
class Word:
    """Characters in one box, with a space at the end where a blank follows."""

    page: int
    text: str
    box: Box


def words(glyphs: Sequence[Glyph], finds: Sequence[Find], masked: Masked) -> Iterator[Word]:
    """All words in the order of the text. No character of a find is among them."""
    done = 0
    for find, span in zip(finds, masked.spans, strict=True):
        yield from _plain(glyphs[done : find.start])
        token = masked.text[span.start : span.end] + _blank(glyphs[find.end : find.end + 1])
        yield from _token(glyphs[find.start : find.end], token)
        done = find.end
    yield from _plain(glyphs[done:])


def _token(hidden: Sequence[Glyph], token: str) -> Iterator[Word]:
    page = hidden[0].page
    boxes = lines_of(glyph.box for glyph in hidden if glyph.box and glyph.page == page)
    if boxes:
        yield Word(page, token, boxes[0])


def _blank(following: Sequence[Glyph]) -> str:
    return " " if following and following[0].box is None else ""


def _plain(glyphs: Sequence[Glyph]) -> Iterator[Word]:
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and (glyph.box is None or not _goes_on(word[-1], glyph)):
            yield _joined(word, _blank([glyph]))
            word = []
        if glyph.box is not None:
            word.append(glyph)
    if word:
        yield _joined(word, "")


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    assert last.box
    assert glyph.box
    return last.page == glyph.page and last.box.beside(glyph.box)


def _joined(word: Sequence[Glyph], blank: str) -> Word:
    text = "".join(glyph.letter for glyph in word) + blank
    return Word(word[0].page, text, union([glyph.box for glyph in word if glyph.box]))
