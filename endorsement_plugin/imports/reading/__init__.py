"""Spreadsheets as people save them: CSV in the encodings and with the separators in use, and XLSX."""

from collections.abc import Iterator
from contextlib import closing
from typing import IO

from .csv_sheets import read_csv
from .sheets import MOST_COLUMNS, Unreadable
from .workbooks import read_workbook

__all__ = ["MOST_COLUMNS", "Row", "Unreadable", "read_rows"]

Row = tuple[int, list[str]]

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
MOST_BLANK = 5_000
"""Blank rows one after the other; below them nobody has written anything."""


def read_rows(file: IO[bytes], *, most: int) -> Iterator[Row]:
    """The rows that say something, each with its number in the spreadsheet (the first is 1) and its cells.

    One row is held at a time. Raises Unreadable, in the words of whoever saved the file, for what is no
    spreadsheet, holds macros, unpacks to too much, or has more than `most` rows below the headings.
    """
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    if start == OLD_EXCEL:
        raise Unreadable(
            "This is a workbook of an old kind, or one with a password. Open it, and save it as .xlsx "
            "without a password, or as CSV."
        )
    read = read_workbook if start == b"PK\x03\x04" else read_csv
    with closing(read(file)) as rows:
        yield from _that_say_something(rows, most)


def _that_say_something(rows: Iterator[list[str]], most: int) -> Iterator[Row]:
    said = blank = 0
    for number, cells in enumerate(rows, start=1):
        if not any(cells):
            blank += 1
            if blank > MOST_BLANK:
                return
            continue
        blank = 0
        if said > most:
            raise Unreadable(f"The file has more than {most:,} rows. Split it, and upload the parts.")
        said += 1
        yield number, cells
