"""One part of a step that a worker does: read, check, move in or take back some rows."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from endorsement_plugin.background import ask
from endorsement_plugin.conf import current
from endorsement_plugin.files import forget_file
from endorsement_plugin.imports.checking import check
from endorsement_plugin.imports.columns import guessed
from endorsement_plugin.imports.locks import record_import_event
from endorsement_plugin.imports.queries import columns_before, to_move_in, to_take_back
from endorsement_plugin.imports.reading import Unreadable, read_rows
from endorsement_plugin.imports.rows import address_of, key_of
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Import, ImportRow
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.states import ImportState

from .asking import ask_for_part
from .take_back import take_back
from .write import write

CHUNK = 200
"""Rows of one part: one transaction each, so that a process that dies loses no more than these."""
AT_ONCE = 500
NO_ROWS = "The file has no row below its headings."
T = TypeVar("T")


@transaction.atomic
def advance(*, source: UUID, step: int, part: int) -> None:
    """Do one part of the step and ask for the next, until the step is done.

    Of a step that is over, or was asked for anew, nothing is done: twice is once.
    """
    row = lock(Import).select_related("association").filter(pk=source, step=step).first()
    if row is None:
        return
    more = {
        ImportState.READING: _read,
        ImportState.CHECKING: _key_all if part == 0 else _check,
        ImportState.RUNNING: _write,
        ImportState.UNDOING: _take_back,
    }.get(row.status, lambda _: False)(row)
    if more:
        ask_for_part(row, part + 1)


def _finish(row: Import, state: ImportState) -> bool:
    move(row, state)
    row.save(update_fields=["state", "done", "changed_at"])
    record_import_event(row, state.value, by=None, detail=f"{row.done} row{'' if row.done == 1 else 's'}")
    return False


def _read(row: Import) -> bool:
    """All rows, as text. A file that cannot be read is removed, and its page says why."""
    row.rows.all().delete()
    try:
        with transaction.atomic():
            _keep_rows(row)
    except Unreadable as refused:
        row.refusal = refused.message
        forget_file(row.file.storage, row.file.name)
        row.file.name = ""
        row.save(update_fields=["refusal", "file"])
        return _finish(row, ImportState.UNREADABLE)
    row.columns = guessed(row.kind, row.headings, columns_before(row))
    row.save(update_fields=["headings", "total", "columns"])
    return _finish(row, ImportState.COLUMNS)


def _keep_rows(row: Import) -> None:
    with row.file.open("rb") as file:
        rows = read_rows(file, most=current().IMPORT_MAX_ROWS)
        _, row.headings = next(rows, (0, []))
        total = 0
        for some in _in_parts(rows):
            ImportRow.objects.bulk_create(
                ImportRow(source=row, number=number, cells=cells) for number, cells in some
            )
            total += len(some)
    if not total:
        raise Unreadable(NO_ROWS)
    row.total = row.done = total


def _in_parts(rows: Iterable[T]) -> Iterator[list[T]]:
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _keep(rows: Sequence[ImportRow], fields: Sequence[str]) -> None:
    """Write these fields of rows that are there: an upsert, as `bulk_update` builds a CASE of all rows."""
    ImportRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=[*fields])


def _key_all(row: Import) -> bool:
    """Before any is checked: what each is compared by with the others."""
    for some in _in_parts(row.rows.order_by("number").iterator(chunk_size=AT_ONCE)):
        for one in some:
            one.key = key_of(one.cells, row.kind, row.columns)
            one.address = address_of(one.cells, row.columns)
            one.outcome, one.problems, one.finds, one.stays = "", [], "", ""
        _keep(some, ["key", "address", "outcome", "problems", "finds", "stays"])
    row.done = 0
    row.save(update_fields=["done"])
    return True


def _check(row: Import) -> bool:
    rows = list(row.rows.filter(outcome="").order_by("number")[:CHUNK])
    if not rows:
        row.done = row.total
        return _finish(row, ImportState.CHECKED)
    for one in check(row, rows, by=row.run_by_id or row.uploaded_by_id):
        one.row.outcome, one.row.problems, one.row.finds = one.outcome, one.said.problems, one.finds
    _keep(rows, ["outcome", "problems", "finds"])
    row.done += len(rows)
    row.save(update_fields=["done", "changed_at"])
    return True


def _write(row: Import) -> bool:
    """Rows that are not written yet, checked anew: what has happened here since the dry run counts."""
    rows = list(to_move_in(row)[:CHUNK])
    if not rows:
        row.done = row.rows.filter(written=True).count()
        if row.invites:
            ask("endorsement.invite_moved_in", str(row.pk))
        return _finish(row, ImportState.DONE)
    write(row, rows)
    _keep(rows, ["outcome", "problems", "finds", "written", "made", "endorsement"])
    row.done += len(rows)
    row.save(update_fields=["done", "changed_at"])
    return True


def _take_back(row: Import) -> bool:
    rows = list(to_take_back(row)[:CHUNK])
    if not rows:
        return _finish(row, ImportState.UNDONE)
    take_back(row, rows)
    _keep(rows, ["written", "made", "stays"])
    row.done += len(rows)
    row.save(update_fields=["done", "changed_at"])
    return True
