"""XLSX, read row by row. What a workbook unpacks to is known before anything of it is unpacked."""

from collections.abc import Generator
from datetime import date, datetime, time
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .sheets import MOST_COLUMNS, Unreadable, bounded

MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes. 20,000 rows of endorsees are about 30 MB of XML."""
MOST_PARTS = 2_000
MOST_STRINGS = 60 * 1024 * 1024
"""Bytes of the part that a reader holds as a whole: the words of all cells."""

MACROS = "vbaproject.bin"
BROKEN = "The workbook could not be read. Open it, save it again as .xlsx or as CSV, and upload that."
FORMULA = "\ufdd0="
"""Before the text of a formula, so that a check can tell it from what was typed."""


def read_workbook(file: IO[bytes]) -> Generator[list[str], None, None]:
    """The rows of its first sheet from the first on, blank ones too. Raises Unreadable."""
    _look_at(file)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
                yield bounded([_text(cell) for cell in row], number)
        finally:
            book.close()
    except Unreadable:
        raise
    except (
        BadZipFile,
        InvalidFileException,
        ParseError,
        KeyError,
        ValueError,
        IndexError,
        TypeError,
    ) as error:
        raise Unreadable(BROKEN) from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] in {"defusedxml", "lxml", "openpyxl", "zlib"}:
            raise Unreadable(BROKEN) from error
        raise


def _look_at(file: IO[bytes]) -> None:
    """By the table of the archive. A part that unpacks to more than it says there is cut off when read."""
    try:
        with ZipFile(file) as packed:
            parts = packed.infolist()
    except BadZipFile as error:
        raise Unreadable(BROKEN) from error
    names = [part.filename.lower() for part in parts]
    if any(name.endswith(MACROS) for name in names):
        raise Unreadable("The workbook holds macros. Save it as .xlsx, which holds none, and upload that.")
    if "[content_types].xml" not in names:
        raise Unreadable("This is an archive and no workbook. Upload the spreadsheet itself.")
    strings = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or strings > MOST_STRINGS
    ):
        raise Unreadable(
            "The workbook unpacks to far more than a list of people needs. Save the one sheet that you want "
            "to import as CSV, and upload that."
        )
    file.seek(0)


def _text(cell: Any) -> str:
    """A cell as it would be typed: days as 2024-03-31, whole numbers without a point."""
    value = cell.value
    if value is None:
        return ""
    if getattr(cell, "data_type", "") == "f":
        return f"{FORMULA}{str(value).lstrip('=')}"
    if isinstance(value, datetime):
        at_midnight = value.time() == time()
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
