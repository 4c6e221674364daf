"""The characters of an answer that a reader can see, in the order the file draws them and as they stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from review_queue.anonymization.tokens import TOKEN

from .geometry import Box
from .pixels import has_ink
from .rendering import Drawing

WORD_GAP = 0.25
"""In heights of a character: a wider gap is a space."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character; `box` is None for a blank."""

    letter: str
    box: Box | None
    page: int

    @property
    def has_no_place(self) -> bool:
        """Whether the font does not tell where the character stands."""
        return self.box is not None and max(self.box.width, self.box.height) <= 1


def visible(drawing: Drawing, page: Image.Image, number: int) -> list[Glyph]:
    """The page's characters that leave ink on it, ending with a line break.

    White, covered and cut-off text leaves none, whatever trick hides it; neither does text behind a scan that
    is not in the scan. A character without a known place counts as visible, and so does a token of ours,
    whose letters stand on black when a file is redacted again.
    """
    tokens = {index for match in TOKEN.finditer(drawing.text) for index in range(*match.span())}
    seen: list[Glyph] = []
    for index, (letter, box) in enumerate(zip(drawing.text, drawing.boxes, strict=True)):
        glyph = Glyph(letter, box, number)
        if box is None:
            if seen and seen[-1].letter != letter:
                seen.append(glyph)
        elif not box.is_empty and (index in tokens or glyph.has_no_place or has_ink(page, box)):
            seen.append(glyph)
    return [*seen, Glyph("\n", None, number)]


def text_of(glyphs: Iterable[Glyph]) -> str:
    """One character for every glyph."""
    return "".join(glyph.letter for glyph in glyphs)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and, for each of its characters, which glyph it is; -1 for a blank that is no glyph."""

    text: str
    origin: Sequence[int]

    def glyphs(self, start: int, end: int) -> list[int]:
        return sorted(index for index in self.origin[start:end] if index >= 0)


def as_it_stands(glyphs: Sequence[Glyph]) -> Reading:
    """The text as it stands on the pages, line by line, in whatever order the file draws it."""
    letters: list[str] = []
    origin: list[int] = []
    for line in _lines(glyphs):
        for index, gap in _with_gaps(line, glyphs):
            letters += [" "] * gap + [glyphs[index].letter]
            origin += [-1] * gap + [index]
        letters.append("\n")
        origin.append(-1)
    return Reading("".join(letters), origin)


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    placed = [(glyph.page, glyph.box.middle[1], index) for index, glyph in enumerate(glyphs) if glyph.box]
    line: list[int] = []
    for _, _, index in sorted(placed):
        if line and not _same_line(glyphs[line[-1]], glyphs[index]):
            yield line
            line = []
        line.append(index)
    if line:
        yield line


def _same_line(first: Glyph, second: Glyph) -> bool:
    assert first.box
    assert second.box
    return first.page == second.page and first.box.beside(second.box)


def _with_gaps(line: list[int], glyphs: Sequence[Glyph]) -> Iterator[tuple[int, bool]]:
    end = None
    for box, index in sorted((_place(glyphs[index]), index) for index in line):
        left, right, height = box
        yield index, end is not None and left - end > WORD_GAP * height
        end = right


def _place(glyph: Glyph) -> tuple[int, int, int]:
    assert glyph.box
    return glyph.box.left, glyph.box.right, glyph.box.height
