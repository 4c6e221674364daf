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
LINK = 2
UNKNOWN = "\ufffd"
SMALLEST_SIDE = 2.0
"""Points. A page thinner than this has nothing to read."""


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
    pages = _open(data, limits["pages"])
    scales = _scales(pages, limits)
    report = [_read(page, scale) for page, scale in zip(pages, scales, strict=True)]
    if sum(len(page["text"]) for page in report) > limits["characters"]:
        raise Refused("too_complex")
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


def _open(data: bytes, most: int) -> list[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refused("password" if error.err_code == PASSWORD_NEEDED else "unreadable") from error
    if len(document) == 0:
        raise Refused("unreadable")
    if len(document) > most:
        raise Refused("too_many_pages")
    return list(document)


def _scales(pages: list[Any], limits: dict[str, int]) -> list[float]:
    """Pixels per point for every page: the wished resolution, less for a page that would be too large."""
    scales = []
    altogether = 0.0
    for page in pages:
        width, height = page.get_size()
        if min(width, height) < SMALLEST_SIDE:
            raise Refused("unreadable")
        wished = limits["dpi"] / 72
        scale = min(wished, math.sqrt(limits["page_pixels"] / (width * height)))
        if min(width, height) * scale < 1:
            raise Refused("too_complex")
        altogether += width * height * scale * scale
        scales.append(scale)
    if altogether > limits["pixels"]:
        raise Refused("too_complex")
    return scales


def _read(page: Any, scale: float) -> dict[str, Any]:
    """The page's size in pixels, and its characters with the pixels they may stand on."""
    width, height = (math.ceil(side * scale) for side in page.get_size())
    text, boxes = _characters(page, _to_pixels(page, scale))
    return {
        "width": width,
        "height": height,
        "text": text,
        "boxes": boxes,
        "annotations": _annotations(page),
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


def _annotations(page: Any) -> int:
    """How many notes, stamps and form fields the drawing leaves out. Links show nothing of their own."""
    from pypdfium2 import raw

    count = 0
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        count += bool(annotation) and raw.FPDFAnnot_GetSubtype(annotation) != LINK
        if annotation:
            raw.FPDFPage_CloseAnnot(annotation)
    return count


def _pixels(page: Any, scale: float, width: int, height: int) -> bytes:
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
