"""The characters of an answer that a reader can see, in the order the file draws them."""

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from review_queue.anonymization.tokens import TOKEN

from .geometry import Box
from .pixels import has_ink, shades
from .rendering import Drawing


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
    ink = shades(page)
    for index, (letter, box) in enumerate(zip(drawing.text, drawing.boxes, strict=True)):
        glyph = Glyph(letter, box, number)
        if box is None:
            if seen and seen[-1].letter != letter:
                seen.append(glyph)
        elif not box.is_empty and (index in tokens or glyph.has_no_place or has_ink(ink, box)):
            seen.append(glyph)
    return [*seen, Glyph("\n", None, number)]


def text_of(glyphs: Iterable[Glyph]) -> str:
    """One character for every glyph."""
    return "".join(glyph.letter for glyph in glyphs)
