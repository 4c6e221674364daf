"""What is done to the pixels of a page: fewer shades, black boxes, and asking where there is ink."""

import zlib
from collections.abc import Iterable
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from .geometry import Box

Shades = NDArray[np.uint8]

PAPER = 255
STEP = 17
_SHADES = [round(value / STEP) * STEP for value in range(256)]
_PAD_SHARE = 8
_SMALLEST_LABEL = 7
_LARGE = 300_000
_QUALITY = 70


def picture(width: int, height: int, pixels: bytes) -> Image.Image:
    """The page in 16 shades: what is too pale for a reader to see becomes paper."""
    return Image.frombytes("L", (width, height), pixels).point(_SHADES)


def shades(page: Image.Image) -> Shades:
    """The page's pixels by row and column, to be looked at and changed."""
    return np.array(page, dtype=np.uint8)


def has_ink(page: Shades, box: Box) -> bool:
    """Whether anything can be seen there: one shade all over shows nothing."""
    part = page[box.top : box.bottom, box.left : box.right]
    return part.size > 0 and bool((part != part[0, 0]).any())


def ink_outside(page: Image.Image, boxes: Iterable[Box]) -> int:
    """How many pixels are neither paper nor in one of the boxes: lines, pictures, handwriting."""
    rest = shades(page)
    for box in boxes:
        near = box.grown(2, 2).within(*page.size)  # the soft edge of a letter
        rest[near.top : near.bottom, near.left : near.right] = PAPER
    return int((rest < PAPER).sum())


def cover(page: Image.Image, box: Box, label: str) -> None:
    """A black box over `box` and a little more, with the label in it, as large as there is room."""
    grown = box.grown(2, 2 + box.height // _PAD_SHARE).within(*page.size)
    pen = ImageDraw.Draw(page)
    pen.rectangle((grown.left, grown.top, grown.right - 1, grown.bottom - 1), fill=0)
    for size in range(min(grown.height * 3 // 5, 40), _SMALLEST_LABEL - 1, -1) if label else ():
        font = ImageFont.load_default(size)
        if pen.textlength(label, font) <= grown.width - 4:
            pen.text(grown.middle, label, fill=PAPER, font=font, anchor="mm")
            return


def encode(page: Image.Image) -> tuple[str, bytes]:
    """The name of a PDF filter and the pixels in it: exact unless that is large. Nothing but pixels."""
    page = page.point(_SHADES)  # so that drawing the file again changes nothing
    exact = zlib.compress(page.tobytes())
    if len(exact) <= _LARGE:
        return "/FlateDecode", exact
    photo = BytesIO()
    page.save(photo, "JPEG", quality=_QUALITY, optimize=True)
    smaller = photo.tell() < len(exact)
    return ("/DCTDecode", photo.getvalue()) if smaller else ("/FlateDecode", exact)
