"""Draw one PDF: a program of its own, started as `python -I renderer.py LIMITS`, the file on its input.

It writes one line of JSON to its output, which has to be a file, and then the gray pixels of every page, a
byte each, row by row. It imports nothing of this project but the module beside it, sets its own limits before
it loads PDFium, which can crash, and treats any error as an answer about the file: then the only line is
`{"refused": reason}`.
"""

import json
import math
import os
import resource
import sys
from pathlib import Path
from typing import Any

# Started with -I, a program has no path but the installed packages; a checkout is none of them.
sys.path.append(str(Path(__file__).resolve().parents[2]))

from review_queue.redaction.page_reading import attached, letter_height, read

PASSWORD_NEEDED = 4
LONGEST_SIDE = 20_000
"""Pixels. Of a page that is longer than it is wide by thousands, no more is drawn."""
SMALL = 2.5
"""Points. Letters lower than this are drawn larger, as far as there is room."""


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
    heights = [letter_height(page) for page in pages]
    scales = _scales([page.get_size() for page in pages], heights, limits)
    report = [read(*page) for page in zip(pages, scales, heights, strict=True)]
    if sum(len(page["text"]) for page in report) > limits["characters"]:
        raise Refused("too_complex")
    beside = report[0]["left_out"]
    for kind, count in attached(document).items():
        beside[kind] = beside.get(kind, 0) + count
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
