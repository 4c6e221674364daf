"""Rows as people paste them from a spreadsheet, or as CSV: split, and their columns guessed. Pure."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import StringIO

from endorsement_plugin.rules.days import SHORT_MONTHS, day_or_none, year_in_full
from review_queue.typed.cleaning import clean
from review_queue.typed.folding import folded
from review_queue.typed.numbers import NotANumber, read

MOST_ROWS = 500
"""Of one paste: more than anybody logs in years."""

MOST_COLUMNS = 30

SEPARATORS = ("\t", ";", ",")

NUMERIC = re.compile(r"(\d{1,4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,4})")
WORDED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[\s.,-]+)?([a-z]{3,9})[\s.,-]+(?:(\d{1,2})(?:st|nd|rd|th)?[\s,]+)?(\d{4})"
)

Row = list[str]


def split_rows(text: str) -> list[Row]:
    """The rows that say anything, with the sign between columns that the first of them has most of."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in lines.split("\n") if line.strip()), "")
    sign = max(SEPARATORS, key=lambda one: (first.count(one), one == "\t"))
    rows = csv.reader(StringIO(lines), delimiter=sign, skipinitialspace=True)
    try:
        cleaned = [[" ".join(clean(cell).split()) for cell in row[:MOST_COLUMNS]] for row in rows]
    except csv.Error:
        cleaned = [
            [" ".join(clean(cell).split()) for cell in line.split(sign)[:MOST_COLUMNS]]
            for line in lines.split("\n")
        ]
    return [row for row in cleaned if any(row)]


def headings(row: Row, names: Mapping[str, Iterable[str]]) -> dict[int, str]:
    """Which detail each column of a first row names, if it is one of headings; else empty.

    `names` are what a detail may be called.
    """
    known = {folded(word): name for name, words in names.items() for word in words}
    found: dict[int, str] = {}
    for number, cell in enumerate(row):
        name = known.get(folded(cell))
        if name and name not in found.values():
            found[number] = name
    return found if len(found) > 1 or (found and len(row) == 1) else {}


def guessed(
    rows: Sequence[Row], days: Sequence[str], numbers: Sequence[str], texts: Sequence[str]
) -> dict[int, str]:
    """Which detail each column holds, by what stands in it: days, numbers and texts, each in their order."""
    width = max((len(row) for row in rows), default=0)
    left = {"day": list(days), "number": list(numbers), "text": list(texts)}
    found: dict[int, str] = {}
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row) and row[column]]
        kind = _kind_of(cells)
        if kind and left[kind]:
            found[column] = left[kind].pop(0)
    return found


def day_comes_first(cells: Iterable[str]) -> bool:
    """Whether 5/10/2026 is 5 October among these days: only where one of them cannot be read otherwise."""
    pairs = [match.groups() for cell in cells if (match := NUMERIC.fullmatch(cell.strip()))]
    return any(len(first) < 3 and int(first) > 12 for first, _, _ in pairs)


def read_day(text: str, *, day_first: bool) -> date | None:
    """The day that is meant: 2026-03-31, 3/31/2026, 31.3.2026, 31 March 2026, Mar 31, 2026; else None."""
    said = " ".join(text.casefold().split())
    if match := NUMERIC.fullmatch(said):
        return _numeric(*match.groups(), day_first=day_first or "." in said)
    if (match := WORDED.fullmatch(said)) and match[2][:3] in SHORT_MONTHS:
        month = SHORT_MONTHS.index(match[2][:3]) + 1
        return day_or_none(int(match[4]), month, int(match[1] or match[3] or 1))
    return None


def _numeric(first: str, second: str, third: str, *, day_first: bool) -> date | None:
    if len(first) > 2:
        return day_or_none(int(first), int(second), int(third))
    if len(third) == 3:
        return None  # a slip: nobody can say which digit is missing
    day, month = (int(first), int(second)) if day_first else (int(second), int(first))
    return day_or_none(year_in_full(third), month, day)


def _kind_of(cells: Sequence[str]) -> str:
    if not cells:
        return ""
    if sum(
        read_day(cell, day_first=False) is not None or read_day(cell, day_first=True) is not None
        for cell in cells
    ) * 2 > len(cells):
        return "day"
    return "number" if sum(map(_is_number, cells)) * 2 > len(cells) else "text"


def _is_number(cell: str) -> bool:
    try:
        read(cell)
    except NotANumber:
        return False
    return True
