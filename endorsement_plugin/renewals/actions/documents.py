"""Documents that a holder sends for an audit: stored byte for byte, looked into before anybody opens them."""

import uuid
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.endorsements.locks import lock_own
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import AuditDocument, Renewal, RenewalEvent
from endorsement_plugin.permissions import Visitor, renewals_decided_by, renewals_of
from endorsement_plugin.record.access import note_file
from endorsement_plugin.record.events import record_renewal_event
from endorsement_plugin.renewals.queries.audit import standing_documents
from endorsement_plugin.rules.file_reasons import Verdict
from endorsement_plugin.rules.states import RenewalState
from endorsement_plugin.uploads.actions import drop_file, keep_file, note_verdict
from endorsement_plugin.uploads.rules import check_pace, is_there

MOST = 40
"""Files of one renewal."""

UPLOADED = "audit_document_uploaded"
NOT_NOW = "Documents are not asked for now, so nothing was changed."
NOT_YOURS = "This is not your renewal."


def upload_document(
    *, renewal: UUID, by: Visitor, file: UploadedFile, origin: UUID | None = None
) -> AuditDocument:
    """Keep a document, and have it inspected in the background.

    `origin` is the entry it shows; none: several. Raises NotAllowed; WrongState outside of an audit; TooMany
    in an hour; Incomplete once there are enough; AlreadyOpen for a file that is there; TooLarge and
    WrongType. Then nothing is stored.
    """
    row = AuditDocument(id=uuid.uuid4(), origin=origin)
    check, record = partial(_checked, renewal=renewal, by=by), partial(_record, renewal, by)
    return keep_file(row, file, check=check, record=record)


def _checked(document: AuditDocument, *, renewal: UUID, by: Visitor) -> Renewal:
    """The locked renewal, which has room for the file."""
    row = _lock_own(renewal, by)
    _check_new(row, by, document.sha256, document.origin)
    return row


def _record(renewal: UUID, by: Visitor, document: AuditDocument) -> AuditDocument:
    row = document.renewal = _checked(document, renewal=renewal, by=by)
    document.save(force_insert=True)
    record_renewal_event(row, UPLOADED, by=by, role="holder", detail=str(document.pk))
    ask("endorsement.inspect_audit_document", str(document.pk))
    return document


def _lock_own(renewal: UUID, by: Visitor) -> Renewal:
    held = renewals_of(by).filter(pk=renewal).values_list("endorsement", flat=True).first()
    if held is None:
        raise NotAllowed(NOT_YOURS)
    lock_own(by, held)
    row = lock(Renewal).get(pk=renewal)
    if row.status is not RenewalState.IN_AUDIT:
        raise WrongState(NOT_NOW)
    return row


def _check_new(renewal: Renewal, by: Visitor, digest: str, origin: UUID | None) -> None:
    if origin is not None and not renewal.evidence.filter(origin=origin).exists():
        raise WrongState("This entry is not part of the renewal any more.")
    standing = standing_documents(renewal)
    twin = standing.filter(sha256=digest, origin=origin).first()
    if twin is not None:
        raise is_there(twin)
    if standing.count() >= MOST:
        raise Incomplete(f"There are {MOST} files already, which is the most you can send.", [])
    hour_ago = timezone.now() - timedelta(hours=1)
    check_pace(RenewalEvent.objects.filter(action=UPLOADED, actor_id=by.pk, at__gt=hour_ago).count())


@transaction.atomic
def remove_document(*, document: UUID, by: Visitor) -> AuditDocument:
    """Take a document out of an audit without an outcome; its file goes. Raises NotAllowed, WrongState."""
    mine = AuditDocument.objects.filter(renewal__in=renewals_of(by), pk=document)
    renewal = mine.values_list("renewal", flat=True).first()
    if renewal is None:
        raise NotAllowed("This is not your document.")
    row = _lock_own(renewal, by)
    there = row.documents.filter(pk=document).first()
    if there is None:
        raise WrongState("This file has been removed already.")
    record_renewal_event(row, "audit_document_removed", by=by, role="holder", detail=str(document))
    drop_file(there)
    return there


def readable_documents(by: Visitor) -> QuerySet[AuditDocument]:
    """Those of one's own, and those of the audits that one decides."""
    own = AuditDocument.objects.filter(renewal__in=renewals_of(by))
    return own | AuditDocument.objects.filter(renewal__in=renewals_decided_by(by))


@transaction.atomic
def read_document(*, document: UUID, by: Visitor) -> AuditDocument:
    """Let its owner or a coordinator have the file, and note who had it. Raises NotAllowed for others."""
    row = readable_documents(by).select_related("renewal__endorsement__person").filter(pk=document).first()
    if row is None:
        raise NotAllowed("This is not your document.")
    role = "holder" if row.renewal.endorsement.person.user_id == by.pk else "coordinator"
    note_file(row, by=by, role=role)
    return row


@transaction.atomic
def record_inspection(*, document: UUID, verdict: Verdict) -> AuditDocument | None:
    """Note what inspecting the file found, once. None if it was removed meanwhile."""
    renewal = AuditDocument.objects.filter(pk=document).values_list("renewal", flat=True).first()
    if renewal is None:
        return None
    lock(Renewal).get(pk=renewal)
    row = AuditDocument.objects.filter(pk=document).first()
    if row is not None:
        note_verdict(row, verdict)
    return row
