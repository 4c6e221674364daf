"""What the renderer tells of a page beside its pixels: characters with their places, and what is left out.

Part of the program `renderer`, and like it without anything else of this project.
"""

import ctypes
import math
import sys
from typing import Any

UNKNOWN = "\ufffd"
SEEN_SMALL = 5
"""Pixels. Letters lower than this cannot be read as they are drawn."""
JUDGED = 400
"""So many letters say how large those of a page are."""


def letter_height(page: Any) -> float:
    """How high the letters of a page usually are, in its points; 0 without letters."""
    from pypdfium2 import raw

    textpage, heights = page.get_textpage(), []
    for index in range(textpage.count_chars()):
        if chr(min(raw.FPDFText_GetUnicode(textpage, index), sys.maxunicode)).isalnum():
            _, bottom, _, top = textpage.get_charbox(index)
            heights.append(top - bottom)
        if len(heights) == JUDGED:
            break
    return sorted(heights)[len(heights) // 2] if heights else 0.0


def read(page: Any, scale: float, height: float) -> dict[str, Any]:
    """The page's size in pixels, and its characters with the pixels they may stand on.

    One that has no size, whose frames do not meet for example, is a single white pixel.
    """
    size = page.get_size()
    if min(size) <= 0:
        lost = {"width": 1, "height": 1, "text": "", "boxes": [], "lost": True, "small": False}
        return {**lost, "left_out": _left_out(page)}
    text, boxes = _characters(page, _to_pixels(page, scale))
    return {
        "width": math.ceil(size[0] * scale),
        "height": math.ceil(size[1] * scale),
        "text": text,
        "boxes": boxes,
        "lost": False,
        "small": 0 < height * scale < SEEN_SMALL,
        "left_out": _left_out(page),
    }


def _characters(page: Any, to_pixels: Any) -> tuple[str, list[list[int] | None]]:
    from pypdfium2 import raw

    textpage = page.get_textpage()
    letters: list[str] = []
    boxes: list[list[int] | None] = []
    for index in range(textpage.count_chars()):
        unknown = raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
        letter = UNKNOWN if unknown else _letter(raw.FPDFText_GetUnicode(textpage, index))
        if letter == "\r":
            continue
        letters.append(letter)
        blank = letter.isspace() or raw.FPDFText_IsGenerated(textpage, index) == 1
        boxes.append(None if blank else _box(textpage, index, to_pixels))
    return "".join(letters), boxes


def _letter(code: int) -> str:
    """U+0002 is how PDFium says that a word was divided at the end of a line."""
    if code == 2:
        return "-"
    if code == 0 or code > sys.maxunicode or 0xD800 <= code <= 0xDFFF or code == 0xFFFE:
        return UNKNOWN
    return chr(code)


def _box(textpage: Any, index: int, to_pixels: Any) -> list[int]:
    """The pixels around a character; one pixel where the font does not tell."""
    left, bottom, right, top = textpage.get_charbox(index)
    if right - left <= 0 or top - bottom <= 0:
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
    if right - left <= 0 or top - bottom <= 0:
        right, top = left, bottom
    (x1, y1), (x2, y2) = to_pixels(left, bottom), to_pixels(right, top)
    across, down = math.floor(min(x1, x2)), math.floor(min(y1, y2))
    return [across, down, max(across + 1, math.ceil(max(x1, x2))), max(down + 1, math.ceil(max(y1, y2)))]


def _to_pixels(page: Any, scale: float) -> Any:
    """Page coordinates to pixels, whatever the page's rotation and crop. Measured at three points."""
    fine = 64
    width, height = (round(side * scale * fine) for side in page.get_size())

    def point(x: float, y: float) -> tuple[float, float]:
        from pypdfium2 import raw

        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
        return across.value / fine, down.value / fine

    (x0, y0), (xx, xy), (yx, yy) = point(0, 0), point(100, 0), point(0, 100)

    def convert(x: float, y: float) -> tuple[float, float]:
        return (
            x0 + (xx - x0) * x / 100 + (yx - x0) * y / 100,
            y0 + (xy - y0) * x / 100 + (yy - y0) * y / 100,
        )

    return convert


def _left_out(page: Any) -> dict[str, int]:
    """How many there are of each kind of annotation that the drawing leaves out, by PDFium's number of it.

    Not among them: a link, which shows nothing unless it has a picture or a note of its own, and the window
    of a note. 0 is one that cannot be read.
    """
    from pypdfium2 import raw

    kinds: dict[str, int] = {}
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation) if annotation else 0
        if kind != raw.FPDF_ANNOT_POPUP and (kind != raw.FPDF_ANNOT_LINK or _says_something(annotation)):
            kinds[str(kind)] = kinds.get(str(kind), 0) + 1
        if annotation:
            raw.FPDFPage_CloseAnnot(annotation)
    return kinds


def _says_something(link: Any) -> bool:
    from pypdfium2 import raw

    nothing = 2  # bytes: the end of an empty text
    return (
        raw.FPDFAnnot_GetAP(link, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > nothing
        or raw.FPDFAnnot_GetStringValue(link, b"Contents", None, 0) > nothing
    )


def attached(document: Any) -> dict[str, int]:
    """Files inside the file, under the number of those that hang on a page."""
    from pypdfium2 import raw

    count = raw.FPDFDoc_GetAttachmentCount(document)
    return {str(raw.FPDF_ANNOT_FILEATTACHMENT): count} if count > 0 else {}
