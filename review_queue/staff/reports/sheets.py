"""Tables for spreadsheets. A cell that a spreadsheet program would run is made plain text."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from review_queue.statistics.agreement import FIGURES, Agreement, Estimate

from .agreement_rows import OfPair, OfReviewer, OfYardstick
from .yardsticks import Yardstick

Cell = str | int | float | None
PART = 64 * 1024
# Some spreadsheets read the full-width signs, too, as the beginning of a formula.
STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")

MEASURED = ("n", "few", *(f"{name}{end}" for name in FIGURES for end in ("", "_low", "_high")))
COUNTED = ("first_reviews_by_level", "second_reviews_by_level")


@dataclass(frozen=True, slots=True)
class Sheet:
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


class Rows:
    """Rows that are read anew each time they are gone through, and never held together."""

    def __init__(self, read: Callable[[], Iterable[Sequence[Cell]]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return iter(self._read())


def as_csv(sheet: Sheet) -> str:
    """UTF-8 text with a byte order mark, which spreadsheet programs need to read names rightly."""
    return "".join(csv_parts(sheet))


def csv_parts(sheet: Sheet) -> Iterator[str]:
    """The same in parts: its memory does not grow with its rows."""
    out = io.StringIO("\ufeff")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out)
    writer.writerow(sheet.header)
    for row in sheet.rows:
        writer.writerow([harmless(cell) for cell in row])
        if out.tell() > PART:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def harmless(cell: Cell) -> Cell:
    """Text that would be a formula gets an apostrophe in front; numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(STARTS_A_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell


def yardstick_sheet(rows: Iterable[OfYardstick]) -> Sheet:
    return Sheet(
        ("compared_on", "name", "unit", *COUNTED, *MEASURED),
        [
            (
                row.yardstick.code,
                row.yardstick.name,
                row.yardstick.unit,
                *_counts(row.agreement),
                *_measured(row.agreement),
            )
            for row in rows
        ],
    )


def reviewer_sheet(rows: Iterable[OfReviewer], on: Yardstick) -> Sheet:
    """Beside the other of the pair, then (`third_…`) beside the third reviewer of disputed answers, then
    (`anchors_…`) beside what seeded anchors have earned."""
    ends = ("n", "difference", "difference_low", "difference_high")
    more = [f"{beside}_{end}" for beside in ("third", "anchors") for end in ends]
    return Sheet(
        ("reviewer", "compared_on", "unit", *MEASURED, *more, "scorer"),
        [
            (
                *(row.name, on.name, on.unit, *_measured(row.beside)),
                *(row.third.counted, *_three(row.third.difference)),
                *(row.anchors.counted, *_three(row.anchors.difference)),
                row.scorer,
            )
            for row in rows
        ],
    )


def pair_sheet(rows: Iterable[OfPair], on: Yardstick) -> Sheet:
    return Sheet(
        ("first", "second", "compared_on", "unit", *COUNTED, *MEASURED, "first_scorer", "second_scorer"),
        [
            (
                *(row.first, row.second, on.name, on.unit),
                *(*_counts(row.agreement), *_measured(row.agreement), *row.scorers),
            )
            for row in rows
        ],
    )


def _measured(agreement: Agreement) -> list[Cell]:
    figures = [cell for name in FIGURES for cell in _three(getattr(agreement, name))]
    return [agreement.counted, "yes" if agreement.few else "no", *figures]


def _three(estimate: Estimate) -> list[Cell]:
    return [one if one is None else round(one, 6) for one in (estimate.value, estimate.low, estimate.high)]


def _counts(agreement: Agreement) -> tuple[str, str]:
    return " ".join(map(str, agreement.first)), " ".join(map(str, agreement.second))


def yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


def columns(sheet: Sheet, names: Sequence[str]) -> Sheet:
    """These of its columns."""
    at = [sheet.header.index(name) for name in names]
    return Sheet(names, [[row[column] for column in at] for row in sheet.rows])


def in_words(sheet: Sheet) -> Sheet:
    """Codes as a person reads them: "criterion gap: knowledge, total gap"."""
    at = {name: sheet.header.index(name) for name in ("reasons", "rule")}

    def cell(column: int, value: Cell) -> Cell:
        if column == at["reasons"]:
            value = ", ".join(str(value).split()).replace(":", ": ")
        return str(value).replace("_", " ") if column in at.values() else value

    return Sheet(sheet.header, [[cell(*one) for one in enumerate(row)] for row in sheet.rows])
