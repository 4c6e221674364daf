"""Spreadsheets as associations keep them, and imports of them."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from endorsement_plugin.imports.actions.choose import choose_columns, choose_words
from endorsement_plugin.imports.actions.upload import upload_import
from endorsement_plugin.imports.queries import words_before, words_in
from endorsement_plugin.models import Association, Import
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.rules.states import ImportState
from review_queue.work.running import run_due

HEADINGS = ("No.", "First name", "Last name", "E-mail", "Level", "Endorsed on", "Status", "Listed")
INA = ("OLD-1", "Ina", "Kealoha", "ina@example.org", "IFS", "2019-03-31", "Active", "yes")
OTTO = ("OLD-2", "Otto", "Other", "", "IFS", "2018-05-01", "Retired", "no")

Rows = Sequence[Sequence[object]]


def sheet(
    rows: Rows, headings: Sequence[str] = HEADINGS, *, encoding: str = "utf-8", sign: str = ","
) -> bytes:
    """CSV as a spreadsheet program saves it."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows([headings, *rows])
    return out.getvalue().encode(encoding)


def workbook(rows: Rows, headings: Sequence[str] = HEADINGS) -> bytes:
    """The same as .xlsx."""
    book = Workbook()
    for row in [headings, *rows]:
        book.active.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def uploaded(
    association: Association,
    by: Visitor,
    content: bytes,
    name: str = "endorsees.csv",
    kind: str = "endorsees",
) -> Import:
    """Uploaded and read by a worker."""
    row = upload_import(association=association, by=by, kind=kind, file=SimpleUploadedFile(name, content))
    run_due()
    row.refresh_from_db()
    return row


def checked(
    association: Association,
    by: Visitor,
    rows: Rows,
    headings: Sequence[str] = HEADINGS,
    *,
    kind: str = "endorsees",
    dates: str = "",
) -> Import:
    """Uploaded and checked, with the columns and words that were guessed."""
    row = uploaded(association, by, sheet(rows, headings), kind=kind)
    choose_as_guessed(row, by, dates=dates)
    run_due()
    row.refresh_from_db()
    return row


def choose_as_guessed(row: Import, by: Visitor, *, dates: str = "") -> None:
    """Columns and words as they were guessed; a worker checks the rows next."""
    row = choose_columns(source=row.pk, by=by, columns=row.columns)
    if row.status is not ImportState.WORDS:
        return
    before = words_before(row)
    words = {one.name: {word: one.guess(word, before) for word in one.written} for one in words_in(row)[0]}
    choose_words(source=row.pk, by=by, words=words, dates=dates)
