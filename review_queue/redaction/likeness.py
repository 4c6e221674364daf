"""Whether the letters of a page look like what the file says they are.

A font, or words that a file gives in place of those it draws, can say “baby” and show a name: what is
searched is then not what is read. Each letter is compared with the same one in the fonts that PDFium always
has, drawn by the renderer itself; where another letter looks far more like it, something is wrong. Only Latin
letters and digits are judged. Of 51,763 words in 56 fonts, printed by fpdf2, Typst and Chromium, it doubted
one in some thousands that were drawn as they were said.
"""

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image

from .glyphs import Glyph, visible
from .pixels import picture
from .rendering import Limits, drawn

Shapes = NDArray[np.float32]
"""A row for each letter, of length 1: its pixels, then its proportions."""

LETTERS = string.ascii_letters + string.digits
FONTS = tuple(
    f"{family}{style}"
    for family, styles in (
        ("Helvetica", ("", "-Bold", "-Oblique", "-BoldOblique")),
        ("Times", ("-Roman", "-Bold", "-Italic", "-BoldItalic")),
        ("Courier", ("", "-Bold", "-Oblique", "-BoldOblique")),
    )
    for style in styles
)
SIDE = 16
"""Pixels to which a letter is brought, across and down."""
INK, PLAIN = 80, 1.0
LOWEST = 6
"""Pixels. A lower letter tells nothing."""
OF_PROPORTIONS = 0.5
LIKE, SURE, BY_FAR = 0.72, 0.8, 0.12
"""A letter is odd if it looks less than `LIKE` what it is said to be, and another one at least `SURE`."""
UNLIKE = 0.3
"""Below this it is odd, whatever else it is."""
WIDE = 1.9
"""Times its height: a sign as wide as this draws more than a letter, and is odd enough by itself."""
TWINS = 0.87
"""Letters that look so much alike in one of the fonts are not told apart."""
THIN = "iIlj1tfrJ"
LIGATURES = frozenset({"ff", "fi", "fl", "ft", "tt", "ti"})
HIGH, LOW = frozenset("bdhkl" + string.ascii_uppercase), frozenset("acemnorsuvwxz")
ENOUGH = 2
"""Odd letters in a word."""


@dataclass(frozen=True)
class _References:
    shapes: Mapping[str, Shapes]
    every: Shapes
    owner: NDArray[np.intp]
    twins: Mapping[str, NDArray[np.bool_]]


def odd_words(glyphs: Sequence[Glyph], page: Image.Image) -> list[tuple[int, int]]:
    """The words of one page, as ranges of its glyphs, that are not drawn as they are said."""
    marks = _oddities(glyphs, 255 - np.asarray(page, dtype=np.uint8))
    return [
        (start, end)
        for start, end in _words(glyphs)
        if sum(marks[start:end]) >= ENOUGH or _is_spread(glyphs[start:end])
    ]


def _is_spread(word: Sequence[Glyph]) -> bool:
    """Whether high and low letters have boxes of one height: they were spread evenly over something else."""
    boxes = {(glyph.box.top, glyph.box.bottom) for glyph in word if glyph.box}
    letters = {glyph.letter for glyph in word}
    return len(boxes) == 1 and bool(letters & HIGH) and bool(letters & LOW)


def _words(glyphs: Sequence[Glyph]) -> Iterator[tuple[int, int]]:
    start = None
    for index, glyph in enumerate([*glyphs, Glyph(" ", None, 0)]):
        inside = glyph.box is not None and glyph.letter.isalnum()
        if inside and start is None:
            start = index
        elif not inside and start is not None:
            yield start, index
            start = None


def _oddities(glyphs: Sequence[Glyph], ink: NDArray[np.uint8]) -> list[int]:
    """For each glyph 0, 1 for an odd one, `ENOUGH` for one that draws more than a letter."""
    marks = [0] * len(glyphs)
    places: dict[tuple[str, tuple[int, ...], bytes], list[int]] = {}
    for index, glyph in enumerate(glyphs):
        if glyph.box and glyph.letter in LETTERS and glyph.box.height >= LOWEST:
            box = glyph.box
            crop = ink[box.top : box.bottom, box.left : box.right]
            places.setdefault((glyph.letter, crop.shape, crop.tobytes()), []).append(index)
    shapes = {key: shape for key in places if (shape := _shape(*key[1:])) is not None}
    for key, mark in zip(shapes, _judged([key[0] for key in shapes], list(shapes.values())), strict=True):
        height, width, *_ = key[1]
        for index in places[key]:
            marks[index] = ENOUGH if mark and width > WIDE * height else mark
    for index in range(len(glyphs) - 1):
        if glyphs[index].letter + glyphs[index + 1].letter in LIGATURES:  # one sign may draw both
            marks[index] = marks[index + 1] = 0
    return marks


def _shape(size: tuple[int, ...], pixels: bytes) -> NDArray[np.float32] | None:
    """None where there is no letter, or nothing in it but one shade: a stroke of itself."""
    crop = np.frombuffer(pixels, dtype=np.uint8).reshape(size)
    dark = crop > INK
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return None
    crop = crop[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    small = Image.fromarray(crop).resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    values = np.asarray(small, dtype=np.float32).ravel()
    values = values - values.mean()
    length = float(np.linalg.norm(values))
    if length < PLAIN * SIDE:
        return None
    angle = np.arctan(np.log(crop.shape[1] / crop.shape[0]))
    proportions = np.array([np.cos(angle), np.sin(angle)], dtype=np.float32)
    weight = float(np.sqrt(1 - OF_PROPORTIONS**2))
    return np.concatenate([values * (weight / length), proportions * OF_PROPORTIONS]).astype(np.float32)


def _judged(said: Sequence[str], shapes: Sequence[NDArray[np.float32]]) -> list[int]:
    if not said:
        return []
    known, every = _references(), np.stack(shapes)
    likeness = np.ones(len(said), dtype=np.float32)
    for letter in set(said):
        rows = [row for row, one in enumerate(said) if one == letter]
        likeness[rows] = (every[rows] @ known.shapes[letter].T).max(axis=1)
    marks = [0] * len(said)
    for row in map(int, np.flatnonzero(likeness < LIKE)):
        marks[row] = _mark(known, said[row], every[row], float(likeness[row]))
    return marks


def _mark(known: _References, letter: str, shape: NDArray[np.float32], likeness: float) -> int:
    others = (known.every @ shape)[~known.twins[letter][known.owner]]
    best = float(others.max()) if len(others) else 0.0
    return int(likeness < UNLIKE or (best > SURE and best - likeness > BY_FAR))


@cache
def _references() -> _References:
    """Every letter in every font, from a page that the renderer draws like any other."""
    found: dict[str, list[NDArray[np.float32]]] = {}
    with drawn(_sheet(), Limits()) as (page,):
        image = picture(page.width, page.height, page.pixels())
        ink = 255 - np.asarray(image, dtype=np.uint8)
        for glyph in visible(page, image, 0):
            if glyph.box is None or glyph.letter not in LETTERS:
                continue
            crop = ink[glyph.box.top : glyph.box.bottom, glyph.box.left : glyph.box.right]
            shape = _shape(crop.shape, crop.tobytes())
            if shape is not None:
                found.setdefault(glyph.letter, []).append(shape)
    shapes = {letter: np.stack(found[letter]) for letter in LETTERS}
    every = np.concatenate([shapes[letter] for letter in LETTERS])
    owner = np.repeat(np.arange(len(LETTERS)), [len(shapes[letter]) for letter in LETTERS])
    return _References(shapes, every, owner, {letter: _twins(letter, shapes) for letter in LETTERS})


def _twins(letter: str, shapes: Mapping[str, Shapes]) -> NDArray[np.bool_]:
    thin = letter in THIN
    alike = [
        (thin and other in THIN) or float((shapes[letter] @ shapes[other].T).max()) > TWINS
        for other in LETTERS
    ]
    return np.array(alike, dtype=np.bool_)


def _sheet() -> bytes:
    """All letters at the size of a text, far enough apart."""
    lines = [
        f"BT /F{row} 12 Tf 1 0 0 1 {20 + 18 * column} {30 + 40 * row} Tm ({letter}) Tj ET"
        for row in range(len(FONTS))
        for column, letter in enumerate(LETTERS)
    ]
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(1200, 540))
        fonts = {
            f"/F{row}": pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(f"/{font}")
            )
            for row, font in enumerate(FONTS)
        }
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts))
        page.Contents = pdf.make_stream("\n".join(lines).encode())
        result = BytesIO()
        pdf.save(result)
        return result.getvalue()
