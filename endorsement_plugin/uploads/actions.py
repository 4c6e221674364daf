"""Keep a file with the row that names it, take it away, and note what inspecting it found."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.files import forget_file
from endorsement_plugin.locks import lock
from endorsement_plugin.models import AuditDocument, ExamFile, Scan, Transcript
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.file_reasons import Verdict
from endorsement_plugin.rules.states import TranscriptState

from .rules import check_pdf, name_of

Uploaded = TypeVar("Uploaded", Transcript, AuditDocument, Scan, ExamFile)
Inspected = Transcript | AuditDocument | Scan | ExamFile

STATES = {
    "accept": TranscriptState.ACCEPTED,
    "quarantine": TranscriptState.QUARANTINED,
    "refuse": TranscriptState.REFUSED,
}


def keep_file(
    row: Uploaded,
    file: UploadedFile,
    *,
    check: Callable[[Uploaded], object],
    record: Callable[[Uploaded], Uploaded],
) -> Uploaded:
    """Keep a file byte for byte under a random name, and write its row; the bytes are not parsed here.

    `check` raises where there is no room for it, before anything is stored; `record` writes the row. Each is
    asked in a transaction of its own. Raises what they raise, TooLarge and WrongType; then nothing is stored.
    """
    row.sha256, row.size, row.original_name = check_pdf(file), file.size or 0, name_of(file)
    with transaction.atomic():  # before the bytes are written, so that what is refused costs no space
        check(row)
    storage = row.file.storage
    row.file.name = storage.save(row.file.field.generate_filename(row, row.original_name), file)
    stored = str(row.file.name)
    try:
        with transaction.atomic():
            return record(row)
    except BaseException:
        storage.delete(stored)
        raise


def drop_file(row: Inspected) -> None:
    """Delete a row, and its file once the row is gone for good. Part of an action."""
    forget_file(row.file.storage, row.file.name)
    row.delete()


def note_verdict(row: Inspected, verdict: Verdict) -> bool:
    """Note what inspecting a locked row's file found; False if it was inspected before. Part of an action."""
    if row.status is not TranscriptState.UPLOADED:
        return False
    move(row, STATES[verdict.outcome])
    row.reason, row.pages, row.inspected_at = verdict.reason, verdict.pages, timezone.now()
    row.save(update_fields=["state", "reason", "pages", "inspected_at"])
    return True


def insert_scan(scan: Scan) -> None:
    """Write a scan's row, and have its file inspected in the background. Part of an action."""
    scan.save(force_insert=True)
    ask("endorsement.inspect_scan", str(scan.pk))


@transaction.atomic
def record_scan_inspection(*, scan: UUID, verdict: Verdict) -> Scan | None:
    """Note what inspecting a scan found, once. None if it was removed in the meantime.

    The history says so where it has to be entered anew.
    """
    row = lock(Scan).filter(pk=scan).first()
    if row is not None and note_verdict(row, verdict) and row.has_to_be_replaced:
        said = f"{row.original_name}: {row.in_words}"
        record_event(row.application, "scan_refused", by=None, role="system", detail=said)
    return row
