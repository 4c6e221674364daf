"""Draw one PDF: a program of its own, started as `python -I renderer.py LIMITS`, the file on its input.

It writes one line of JSON to its output, which has to be a file, and then the gray pixels of every page, a
byte each, row by row. It imports nothing of this project, sets its own limits before it loads PDFium, which
can crash, and treats any error as an answer about the file: then the only line is `{"refused": reason}`.
"""

import ctypes
import json
import math
import os
import resource
import sys
from typing import Any

PASSWORD_NEEDED = 4
UNKNOWN = "\ufffd"
LONGEST_SIDE = 20_000
"""Pixels. Of a page that is longer than it is wide by thousands, no more is drawn."""
SMALL = 2.5
"""Points. Letters lower than this are drawn larger, as far as there is room."""
SEEN_SMALL = 5
"""Pixels. Letters lower than this cannot be read as they are drawn."""
JUDGED = 400
"""So many letters say how large those of a page are."""


class Refused(Exception):
    """The file cannot be taken; the reason is a code."""


def main(limits: dict[str, int]) -> None:
    """`limits`: size, memory, output (bytes), cpu (seconds), pages, characters, pixels, page_pixels, dpi."""
    _limit_resources(limits)
    try:
        _draw(sys.stdin.buffer.read(limits["size"] + 1), limits)
    except Refused as refused:
        _start_over(str(refused))
    except (MemoryError, OSError):
        _start_over("too_complex")
    except Exception:  # a parser may raise anything at all on a hostile file
        _start_over("unreadable")


def _limit_resources(limits: dict[str, int]) -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["cpu"]),
        (resource.RLIMIT_FSIZE, limits["output"]),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))


def _start_over(reason: str) -> None:
    """Whatever was drawn so far is not to be used."""
    os.ftruncate(1, 0)
    os.lseek(1, 0, os.SEEK_SET)
    os.write(1, json.dumps({"refused": reason}).encode() + b"\n")


def _draw(data: bytes, limits: dict[str, int]) -> None:
    _check_shape(data, limits["size"])
    document = _open(data, limits["pages"])
    pages = list(document)
    heights = [_letter_height(page) for page in pages]
    scales = _scales([page.get_size() for page in pages], heights, limits)
    report = [_read(*page) for page in zip(pages, scales, heights, strict=True)]
    if sum(len(page["text"]) for page in report) > limits["characters"]:
        raise Refused("too_complex")
    report[0]["left_out"] |= _attached(document)
    with os.fdopen(os.dup(1), "wb") as output:
        output.write(json.dumps({"pages": report}).encode() + b"\n")
        for page, scale, entry in zip(pages, scales, report, strict=True):
            output.write(_pixels(page, scale, entry["width"], entry["height"]))


def _check_shape(data: bytes, size: int) -> None:
    if not data:
        raise Refused("empty")
    if len(data) > size:
        raise Refused("too_big")
    if b"%PDF-" not in data[:1024]:
        raise Refused("not_pdf")


def _open(data: bytes, most: int) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refused("password" if error.err_code == PASSWORD_NEEDED else "unreadable") from error
    if len(document) == 0:
        raise Refused("unreadable")
    if len(document) > most:
        raise Refused("too_many_pages")
    return document


def _letter_height(page: Any) -> float:
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


def _scales(sizes: list[tuple[float, float]], heights: list[float], limits: dict[str, int]) -> list[float]:
    """Pixels per point for every page: the wished resolution, less for a page that would be too large.

    More for one with tiny letters, such as a page that is meant to be enlarged, while there is room.
    """
    scales = [_scale(size, limits["dpi"] / 72, limits["page_pixels"]) for size in sizes]
    left = limits["pixels"] - sum(map(_area, sizes, scales))
    if left < 0:
        raise Refused("too_complex")
    for number, (size, height) in enumerate(zip(sizes, heights, strict=True)):
        if 0 < height < SMALL:
            most = min(limits["page_pixels"], left + _area(size, scales[number]))
            larger = _scale(size, limits["dpi"] / 72 * 2 * SMALL / height, most)
            left -= _area(size, larger) - _area(size, scales[number])
            scales[number] = larger
    return scales


def _scale(size: tuple[float, float], wished: float, most: float) -> float:
    """`wished`, or what keeps the page within `most` pixels. A page without a size is one pixel."""
    if min(size) <= 0:
        return wished
    return min(wished, math.sqrt(most / (size[0] * size[1])), LONGEST_SIDE / max(size))


def _area(size: tuple[float, float], scale: float) -> float:
    return max(1.0, size[0] * scale) * max(1.0, size[1] * scale)


def _read(page: Any, scale: float, height: float) -> dict[str, Any]:
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


def _attached(document: Any) -> dict[str, int]:
    """Files inside the file, under the number of those that hang on a page."""
    from pypdfium2 import raw

    count = raw.FPDFDoc_GetAttachmentCount(document)
    return {str(raw.FPDF_ANNOT_FILEATTACHMENT): count} if count > 0 else {}


def _pixels(page: Any, scale: float, width: int, height: int) -> bytes:
    if min(page.get_size()) <= 0:
        return b"\xff" * (width * height)
    bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False, grayscale=True)
    if (bitmap.width, bitmap.height) != (width, height):
        raise Refused("unreadable")
    data = bytes(bitmap.buffer)
    if bitmap.stride == width:
        return data
    starts = range(0, height * bitmap.stride, bitmap.stride)
    return b"".join(data[start : start + width] for start in starts)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
