"""CSV as spreadsheet programs write it: which encoding, which separator."""

import codecs
import csv
from collections.abc import Generator
from io import TextIOWrapper
from itertools import islice
from typing import IO

from .sheets import LONGEST_CELL, Unreadable, bounded

PIECE = 64 * 1024
SEPARATORS = ",;\t"
LINES_LOOKED_AT = 50

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NO_TEXT = "This is no spreadsheet that can be read here. Save it as CSV or as .xlsx, and upload that."


def read_csv(file: IO[bytes]) -> Generator[list[str], None, None]:
    """The rows from the first on, blank ones too. Raises Unreadable."""
    text = TextIOWrapper(file, encoding=encoding_of(file), newline="")
    try:
        separator, skip = _separator(text)
        text.seek(0)
        rows = csv.reader(text, delimiter=separator, strict=False)
        if skip:
            next(rows, None)
            yield []
        for number, cells in enumerate(rows, start=1 + skip):
            yield bounded(cells, number)
    except csv.Error as error:
        raise Unreadable(
            "The file could not be read to its end: a quotation mark may be missing, or a cell has more than "
            f"{LONGEST_CELL:,} characters."
        ) from error
    except UnicodeError as error:
        raise Unreadable(NO_TEXT) from error
    finally:
        text.detach()


def encoding_of(file: IO[bytes]) -> str:
    """By its mark; else UTF-8 if all of it is; else Windows-1252, as programs on Windows save it.

    UTF-16 without a mark is known by the zeros in it. Raises Unreadable for what is no text.
    """
    file.seek(0)
    start = file.read(PIECE)
    file.seek(0)
    for mark, name in MARKS:
        if start.startswith(mark):
            return name
    if b"\x00" in start:
        return _without_mark(start)
    if _is_utf8(file):
        return "utf-8"
    return "cp1252"


def _without_mark(start: bytes) -> str:
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    raise Unreadable(NO_TEXT)


def _is_utf8(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _separator(text: TextIOWrapper) -> tuple[str, int]:
    """The sign between cells, and whether the first line only names it (`sep=;`, as Excel reads it)."""
    lines = list(islice(text, LINES_LOOKED_AT))
    first = lines[0].strip() if lines else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    headings = next((line for line in lines if line.strip()), "")
    return max(SEPARATORS, key=lambda sign: _cells(headings, sign)), 0


def _cells(line: str, sign: str) -> int:
    """How many cells the headings would have. They hold no separator of their own unless quoted."""
    try:
        return len(next(csv.reader([line], delimiter=sign), []))
    except csv.Error:
        return 0
