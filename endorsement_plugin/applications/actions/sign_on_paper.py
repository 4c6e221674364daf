import uuid
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from endorsement_plugin.errors import Incomplete, Problem, Stale, WrongState
from endorsement_plugin.locks import update_or_create
from endorsement_plugin.models import Application, Attestation, Scan
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_editable
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.uploads.actions import insert_scan, keep_file

from .sign import refuse_another_name, statement_of

TO_COME = "This day is still to come. Enter the day that stands beside the signature."
NO_SCAN = "Choose the scan."
NOT_ON_PAPER = "Only what the association enters from paper is signed on paper."


def sign_on_paper(
    *,
    application: UUID,
    by: Visitor,
    block_id: str,
    name: str,
    signed_on: date,
    digest: str,
    file: UploadedFile | None,
) -> Attestation:
    """Keep that a statement was signed on paper: with which name, on which day, and its scan as a PDF.

    `digest` is the SHA-256 of the statement whose words the coordinator has compared. Entering it again
    corrects what was entered, and the history says what stood there before; the scan that is there stays
    without another one, unless inspecting it found that it cannot be used. Raises NotAllowed; WrongState also
    for what is not entered from paper; Stale for a statement that has changed; Incomplete for a day to come,
    without any scan, and for another name than the application's; WrongType and TooLarge for the scan. Then
    nothing is stored.
    """
    signature = _Signature(application, by, block_id, name, signed_on, digest)
    if file is None:
        with transaction.atomic():
            return signature.keep_with_scan_there()
    scan = keep_file(
        Scan(id=uuid.uuid4(), uploaded_by_id=by.pk or 0),
        file,
        check=lambda row: signature.checked(),
        record=signature.keep,
    )
    return scan.statements.get()


@dataclass(frozen=True)
class _Signature:
    application: UUID
    by: Visitor
    block_id: str
    name: str
    signed_on: date
    digest: str

    def checked(self) -> Application:
        """The locked application, in which this may be entered."""
        row = lock_editable(self.by, self.application)
        if not row.is_on_paper:
            raise WrongState(NOT_ON_PAPER)
        step, statement = statement_of(row, self.block_id)
        if self.digest != statement.sha256:
            said = "The statement has changed since you opened this page. Compare it again."
            raise Stale(said, row.revision)
        if self.signed_on > timezone.localdate():
            raise Incomplete(TO_COME, [Problem("to_come", TO_COME, ("signed_on",))])
        refuse_another_name(row, step.name, self.block_id, self.name)
        return row

    def keep(self, scan: Scan) -> Scan:
        """The scan and the signature."""
        scan.application = row = self.checked()
        insert_scan(scan)
        self._write(row, scan)
        return scan

    def keep_with_scan_there(self) -> Attestation:
        """The signature, with the scan that was sent with it before."""
        row = self.checked()
        there = self._there(row)
        scan = there.scan if there is not None and there.digest == self.digest else None
        if scan is None or scan.has_to_be_replaced:
            raise Incomplete(NO_SCAN, [Problem("required", NO_SCAN, ("file",))])
        return self._write(row, scan)

    def _there(self, row: Application) -> Attestation | None:
        return row.attestations.select_related("scan").filter(block_id=self.block_id).first()

    def _write(self, row: Application, scan: Scan) -> Attestation:
        before = self._there(row)
        _, statement = statement_of(row, self.block_id)
        signed, _ = update_or_create(
            Attestation,
            application=row,
            block_id=self.block_id,
            defaults={
                "title": statement.title,
                "statement": statement.statement,
                "digest": statement.sha256,
                "typed_name": self.name.strip(),
                "signed_at": timezone.now(),
                "signed_on": self.signed_on,
                "scan": scan,
            },
        )
        action = "statement_signed" if before is None else "statement_corrected"
        record_writing(row, action, by=self.by, detail=_said(signed, before))
        return signed


def _said(signed: Attestation, before: Attestation | None) -> str:
    """What is entered, and what stood there before."""
    now = f"{signed.title}, on paper on {_on(signed)}"
    if before is None:
        return now
    another = "" if before.scan_id == signed.scan_id else ", with another scan"
    return f"{now} by {signed.typed_name}; before: by {before.typed_name} on {_on(before)}{another}"


def _on(signed: Attestation) -> str:
    return day(signed.signed_on or timezone.localdate(signed.signed_at))
