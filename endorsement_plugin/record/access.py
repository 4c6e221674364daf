"""Who read what is confidential, and who took which list away: noted before it is handed over, in one place
for all of them. Nothing here is ever changed or deleted.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Manager
from django.utils import timezone

from endorsement_plugin.locks import lock
from endorsement_plugin.models import (
    AccessEvent,
    Application,
    AuditDocument,
    Certificate,
    Endorsement,
    ExamFile,
    Renewal,
    Transcript,
)
from endorsement_plugin.permissions import Visitor

from .events import record_endorsement_event, record_event, record_renewal_event

NOT_NARROWING = frozenset({"export", "p", "ordering", "by", "_w_filter_fragment"})
"""Parts of an address that leave no row out."""

File = Transcript | AuditDocument | Certificate | ExamFile


def note_file(file: File, *, by: Visitor, role: str) -> None:
    """Note that somebody is given this file: in the history of what it belongs to, and in the audit where it
    is confidential and was given to staff. In both once for a person in an hour (of UTC): what it belongs to
    is locked until the transaction ends, so that two tabs count once as well.
    """
    if isinstance(file, Transcript):
        _note_transcript(file, by, role)
    elif isinstance(file, AuditDocument):
        _note_document(file, by, role)
    elif isinstance(file, ExamFile):
        _note_exam_file(file, by, role)
    else:
        _note_certificate(file, by, role)


def _note_transcript(file: Transcript, by: Visitor, role: str) -> None:
    whole, action = lock(Application).get(pk=file.application_id), "transcript_downloaded"
    if not _is_noted(whole.events, action, str(file.pk), by):
        record_event(whole, action, by=by, role=role, detail=str(file.pk))
    if role == "coordinator":
        note_reads(AccessEvent.Kind.TRANSCRIPT, [file.pk], of=whole, by=by)


def _note_document(file: AuditDocument, by: Visitor, role: str) -> None:
    whole, action = lock(Renewal).get(pk=file.renewal_id), "audit_document_read"
    if not _is_noted(whole.events, action, str(file.pk), by):
        record_renewal_event(whole, action, by=by, role=role, detail=str(file.pk))
    if role == "coordinator":
        note_reads(AccessEvent.Kind.AUDIT_DOCUMENT, [file.pk], of=whole.endorsement, by=by)


def _note_exam_file(file: ExamFile, by: Visitor, role: str) -> None:
    whole, action = lock(Application).get(pk=file.sitting.application_id), "exam_pdf_downloaded"
    if not _is_noted(whole.events, action, str(file.pk), by):
        record_event(whole, action, by=by, role=role, detail=str(file.pk))


def _note_certificate(file: Certificate, by: Visitor, role: str) -> None:
    """What anybody is shown who has its code is no secret, and its holder may fetch it as they like."""
    whole, action = lock(Endorsement).get(pk=file.endorsement_id), "certificate_downloaded"
    if role == "coordinator" and not _is_noted(whole.events, action, "", by):
        record_endorsement_event(whole, action, by=by, role=role)


def _is_noted(events: Manager[Any], action: str, detail: str, by: Visitor) -> bool:
    """Whether the history has it of this hour."""
    this_hour = {"action": action, "detail": detail, "actor_id": by.pk or 0, "at__gte": _hour(timezone.now())}
    return events.filter(**this_hour).exists()


def _hour(moment: datetime) -> datetime:
    """The hour in which it is, of UTC."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def note_reads(
    kind: AccessEvent.Kind,
    things: Iterable[object],
    *,
    of: Application | Endorsement,
    by: Visitor,
) -> None:
    """Note that staff read these (ids), which belong to `of`: each once for a person in an hour (of UTC)."""
    now = timezone.now()
    whose = {"application": of} if isinstance(of, Application) else {"endorsement": of}
    AccessEvent.objects.bulk_create(
        (
            AccessEvent(
                association_id=of.association_id,
                at=now,
                hour=_hour(now),
                actor_id=by.pk or 0,
                kind=kind,
                thing=str(thing),
                **whose,
            )
            for thing in things
        ),
        ignore_conflicts=True,
    )


def note_export(
    kind: AccessEvent.Kind, counts: Mapping[int, int], *, by: Visitor, detail: str = "", thing: object = ""
) -> None:
    """Note that staff took a list away, every time: for each association (its id) how many rows were its."""
    now = timezone.now()
    AccessEvent.objects.bulk_create(
        AccessEvent(
            association_id=association,
            at=now,
            hour=_hour(now),
            actor_id=by.pk or 0,
            kind=kind,
            thing=str(thing),
            rows=count,
            detail=detail[:200],
        )
        for association, count in counts.items()
    )


def narrowing(asked: Mapping[str, str]) -> str:
    """By what a list was narrowed, never to what: somebody may have searched for a name."""
    names = sorted(name for name, value in asked.items() if value and name not in NOT_NARROWING)
    return ", ".join("search" if name == "q" else name.replace("_", " ") for name in names)
