"""PDF answers: kept byte for byte while the exam is written, inspected before it can be handed in."""

import uuid
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.definitions.fields import PdfSection
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.exams.locks import lock_open
from endorsement_plugin.exams.queries.files import exam_files_of, exam_files_scored_elsewhere
from endorsement_plugin.locks import lock
from endorsement_plugin.models import ApplicationEvent, ExamFile, Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.access import note_file
from endorsement_plugin.record.events import record_event
from endorsement_plugin.rules.file_reasons import Verdict
from endorsement_plugin.rules.states import TranscriptState
from endorsement_plugin.uploads.actions import drop_file, keep_file, note_verdict
from endorsement_plugin.uploads.rules import check_pace, is_there

UPLOADED = "exam_pdf_uploaded"
NOT_YOURS = "This is not your file."


def upload_exam_file(*, sitting: UUID, by: Visitor, block_id: str, file: UploadedFile) -> ExamFile:
    """Keep a PDF as the answer to a question, in the place of one that was there, and have it inspected.

    Raises NotAllowed; WrongState unless the exam is being written; Incomplete for a question that asks for no
    file; TooMany in an hour; AlreadyOpen for the very file that is there; TooLarge and WrongType. Then
    nothing is stored, and what was there stays.
    """
    row = ExamFile(id=uuid.uuid4(), block_id=block_id)
    check, record = partial(_checked, sitting=sitting, by=by), partial(_record, sitting, by)
    return keep_file(row, file, check=check, record=record)


def _checked(file: ExamFile, *, sitting: UUID, by: Visitor) -> Sitting:
    """The locked sitting, which asks for the file."""
    row = lock_open(by, sitting)
    if row.paper.parsed.section(PdfSection, file.block_id) is None:
        raise Incomplete("This exam asks for no such file.")
    twin = row.files.filter(block_id=file.block_id, sha256=file.sha256).first()
    if twin is not None and twin.status is not TranscriptState.REFUSED:
        raise is_there(twin)
    hour_ago = timezone.now() - timedelta(hours=1)
    check_pace(ApplicationEvent.objects.filter(action=UPLOADED, actor_id=by.pk, at__gt=hour_ago).count())
    return row


def _record(sitting: UUID, by: Visitor, file: ExamFile) -> ExamFile:
    row = file.sitting = _checked(file, sitting=sitting, by=by)
    for before in row.files.filter(block_id=file.block_id):
        drop_file(before)
    file.save(force_insert=True)
    _count(row)
    record_event(row.application, UPLOADED, by=by, role="applicant", detail=str(file.pk))
    ask("endorsement.inspect_exam_file", str(file.pk))
    return file


def _count(sitting: Sitting) -> None:
    """What was checked before is not what would be handed in now."""
    sitting.revision += 1
    sitting.save(update_fields=["revision"])


@transaction.atomic
def remove_exam_file(*, file: UUID, by: Visitor) -> ExamFile:
    """Take a PDF out of an exam that is being written; its file goes. Raises NotAllowed, WrongState."""
    sitting = exam_files_of(by).filter(pk=file).values_list("sitting", flat=True).first()
    if sitting is None:
        raise NotAllowed(NOT_YOURS)
    row = lock_open(by, sitting)
    there = row.files.filter(pk=file).first()
    if there is None:  # by the same person in another window, while this one waited
        raise WrongState("This file has been removed already.")
    record_event(row.application, "exam_pdf_removed", by=by, role="applicant", detail=str(file))
    drop_file(there)
    _count(row)
    return there


@transaction.atomic
def read_exam_file(*, file: UUID, by: Visitor, by_hand: bool = False) -> ExamFile:
    """Let its candidate, or a coordinator who has it scored elsewhere, have the file as it was sent. Noted.

    `by_hand`: nobody scores exams here. Raises NotAllowed for anybody else.
    """
    elsewhere = exam_files_scored_elsewhere(by, by_hand=by_hand)
    for rows, role in ((exam_files_of(by), "applicant"), (elsewhere, "coordinator")):
        row = rows.select_related("sitting").filter(pk=file).first()
        if row is not None:
            note_file(row, by=by, role=role)
            return row
    raise NotAllowed(NOT_YOURS)


@transaction.atomic
def record_exam_inspection(*, file: UUID, verdict: Verdict) -> ExamFile | None:
    """Note what inspecting the file found, once. None if it was removed or replaced meanwhile."""
    sitting = ExamFile.objects.filter(pk=file).values_list("sitting", flat=True).first()
    if sitting is None:
        return None
    whole = lock(Sitting).select_related("paper").get(pk=sitting)
    row = whole.files.filter(pk=file).first()
    if row is None:
        return None
    asked = whole.paper.parsed.section(PdfSection, row.block_id)
    if note_verdict(row, _of_answer(verdict, asked.max_pages if asked else 0)):
        record_event(whole.application, f"exam_pdf_{row.state}", by=None, role="system", detail=str(file))
    return row


def _of_answer(verdict: Verdict, most: int) -> Verdict:
    """Nothing is held for a person, who would know whose answer it is: it is sent anew instead."""
    if verdict.outcome == "accept" and (verdict.pages or 0) > most:
        return Verdict("refuse", "over_limit", verdict.pages)
    if verdict.outcome == "quarantine":
        return Verdict("refuse", verdict.reason, verdict.pages)
    return verdict
