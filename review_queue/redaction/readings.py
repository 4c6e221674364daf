"""The orders in which a page can be read, whatever the order in which the file draws its characters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .geometry import Box, union
from .glyphs import Glyph

WORD_GAP = 0.25
"""In heights of a character: a wider gap is a space."""
COLUMN_GAP = 1.5
"""In heights of a character: a wider gap may be that between two columns."""
MOST_COLUMNS = 40
"""A page of scattered letters has as many columns as letters."""
LINE_GAP = 2.5
"""In heights of a character: lines of one column are not further apart."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and, for each of its characters, which glyph it is; -1 for a blank that is no glyph."""

    text: str
    origin: Sequence[int]

    def glyphs(self, start: int, end: int) -> list[int]:
        return sorted(index for index in self.origin[start:end] if index >= 0)


def readings(glyphs: Sequence[Glyph]) -> Iterator[Reading]:
    """The text line by line across the pages and, where lines have wide gaps, column by column."""
    lines = list(_lines(glyphs))
    yield _reading(lines, glyphs)
    pieces = [piece for line in lines for piece in _pieces(line, glyphs)]
    if len(pieces) > len(lines):
        yield _reading(_in_columns(pieces, glyphs), glyphs)


def _reading(lines: Iterable[list[int]], glyphs: Sequence[Glyph]) -> Reading:
    letters: list[str] = []
    origin: list[int] = []
    for line in lines:
        for index, gap in _gaps(line, glyphs):
            is_blank = gap > WORD_GAP
            letters += [" "] * is_blank + [glyphs[index].letter]
            origin += [-1] * is_blank + [index]
        letters.append("\n")
        origin.append(-1)
    return Reading("".join(letters), origin)


def _pieces(line: list[int], glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """The line, divided where columns may be."""
    piece: list[int] = []
    for index, gap in _gaps(line, glyphs):
        if gap > COLUMN_GAP:
            yield piece
            piece = []
        piece.append(index)
    if piece:
        yield piece


@dataclass(slots=True)
class _Column:
    lines: list[list[int]]
    last: Box

    def takes(self, line: Box) -> bool:
        """Whether the line stands below the last one, half of the shorter under the longer."""
        shared = min(self.last.right, line.right) - max(self.last.left, line.left)
        down = line.top - self.last.bottom
        return 2 * shared >= min(self.last.width, line.width) and down <= LINE_GAP * line.height


def _in_columns(pieces: Iterable[list[int]], glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """The lines of one column after those of another; pieces come from the top."""
    columns: list[_Column] = []
    page = -1
    for piece in pieces:
        if glyphs[piece[0]].page != page:
            yield from _lines_of(columns)
            columns, page = [], glyphs[piece[0]].page
        around = union([box for index in piece if (box := glyphs[index].box)])
        # A column that has ended is far above: only those that ended last are asked.
        column = next((one for one in reversed(columns[-MOST_COLUMNS:]) if one.takes(around)), None)
        if column is None:
            columns.append(_Column([piece], around))
        else:
            column.lines.append(piece)
            column.last = around
            columns.remove(column)
            columns.append(column)
    yield from _lines_of(columns)


def _lines_of(columns: Iterable[_Column]) -> Iterator[list[int]]:
    for column in columns:
        yield from column.lines


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


def _gaps(line: list[int], glyphs: Sequence[Glyph]) -> Iterator[tuple[int, float]]:
    """The line from the left, each with the gap before it, in heights of the higher one beside the gap."""
    end, before = None, 0
    for (left, right, height), index in sorted((_place(glyphs[index]), index) for index in line):
        yield index, 0.0 if end is None else (left - end) / max(height, before, 1)
        end, before = right, height


def _place(glyph: Glyph) -> tuple[int, int, int]:
    assert glyph.box
    return glyph.box.left, glyph.box.right, glyph.box.height
