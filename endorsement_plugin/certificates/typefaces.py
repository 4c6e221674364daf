"""The typefaces that come with certificates, for pictures: which of them has all the signs of a line."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
FIRST = "NotoSans[wght].ttf"
BOLD, REGULAR = 700, 400
NO_SIGN = "\U0010ffff"
"""Of which no typeface has a picture but the one for what it has not."""


def typeface_for(text: str, size: int, *, bold: bool = False) -> FreeTypeFont:
    """The first typeface with every sign of the text, in so many dots; the first one if none has them all."""
    faces = (face for face in _faces() if _has(face, text))
    font = ImageFont.truetype(str(next(faces, _faces()[0])), size)
    if font.path and "wght" in str(font.path):
        font.set_variation_by_axes([BOLD if bold else REGULAR])
    return font


@cache
def _faces() -> tuple[Path, ...]:
    """Those for Latin first, the largest, for Chinese, Japanese and Korean, last."""
    found = sorted(_files(), key=lambda file: (file.name != FIRST, file.stat().st_size, file.name))
    return tuple(file for file in found if "Italic" not in file.name and "Emoji" not in file.name)


def _files() -> Iterator[Path]:
    for spec in map(find_spec, PACKAGES):
        if spec and spec.origin:
            yield from Path(spec.origin).parent.rglob("*.[ot]t[fc]")


@cache
def _signs(face: Path) -> tuple[FreeTypeFont, bytes]:
    """The typeface in a small size, and what it draws for a sign that it has not."""
    font = ImageFont.truetype(str(face), 24)
    return font, bytes(font.getmask(NO_SIGN))


def _has(face: Path, text: str) -> bool:
    font, none = _signs(face)
    return all(bytes(font.getmask(sign)) != none for sign in {*text} if not sign.isspace())
