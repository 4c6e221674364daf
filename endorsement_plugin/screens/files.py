"""Hand out a private file: authorize, note it, hand it over."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.exams.actions.files import read_exam_file
from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.models import AuditDocument, ExamFile, Scan, Transcript
from endorsement_plugin.record.scans import read_scan, scans_coordinated_by, scans_of
from endorsement_plugin.renewals.actions.documents import read_document
from endorsement_plugin.transcripts.actions.read import read_transcript

from .audits import document_to_read
from .getters import readable_exam_file, readable_transcript

# The file is somebody else's: a browser must neither show it here, nor guess its type, nor run it.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# What was found sound may stand in a frame of ours; a sandbox would keep the browser's own viewer out.
SHOWN = {
    "Content-Security-Policy": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
}


@login_required
@never_cache
@require_safe
def transcript(request: HttpRequest, transcript: UUID) -> FileResponse:
    """The transcript as it was uploaded, for its owner and its coordinators: a download.

    With `shown` a sound one is sent to be looked at, in a frame of this site.
    """
    try:
        pk = readable_transcript(request, transcript).pk
        row = read_transcript(transcript=pk, by=request.user)
        file = row.file.open("rb")
    except (NotAllowed, FileNotFoundError):
        raise Http404("No such transcript") from None
    return _answer(row, file, shown="shown" in request.GET and row.may_be_shown)


@login_required
@never_cache
@require_safe
def audit_document(request: HttpRequest, document: UUID) -> FileResponse:
    """What a holder sent for an audit, as it was uploaded, for its owner and its coordinators: a download."""
    try:
        pk = document_to_read(request, document).pk
        row = read_document(document=pk, by=request.user)
        file = row.file.open("rb")
    except (NotAllowed, FileNotFoundError):
        raise Http404("No such document") from None
    return _answer(row, file)


@login_required
@never_cache
@require_safe
def exam_file(request: HttpRequest, file: UUID) -> FileResponse:
    """A PDF answer as it was uploaded, for its candidate and who has it scored elsewhere: a download."""
    by_hand = backend().typed_by_hand
    try:
        pk = readable_exam_file(request, file, by_hand=by_hand).pk
        row = read_exam_file(file=pk, by=request.user, by_hand=by_hand)
        stored = row.file.open("rb")
    except (NotAllowed, FileNotFoundError):
        raise Http404("No such file") from None
    return _answer(row, stored)


def _answer(
    row: Transcript | AuditDocument | Scan | ExamFile, file: Any, *, shown: bool = False
) -> FileResponse:
    response = FileResponse(
        file, as_attachment=not shown, filename=row.original_name, content_type="application/pdf"
    )
    for name, value in (HEADERS | SHOWN if shown else HEADERS).items():
        response[name] = value
    return response


@login_required
@never_cache
@require_safe
def scan(request: HttpRequest, scan: UUID) -> FileResponse:
    """What came on paper as it was scanned, for its applicant and its coordinators: a download."""
    row, reads_as_coordinator = _readable_scan(request, scan)
    try:
        if reads_as_coordinator:
            read_scan(row, by=request.user)
        file = row.file.open("rb")
    except FileNotFoundError:
        raise Http404("No such scan") from None
    return _answer(row, file)


def _readable_scan(request: HttpRequest, pk: UUID) -> tuple[Scan, bool]:
    """One that the visitor coordinates or enters from paper, and True; or their own here. Else a 404."""
    here = Q(application__association__site=Site.find_for_request(request))
    own, coordinated = scans_of(request.user).filter(here), scans_coordinated_by(request.user)
    for rows, as_coordinator in ((coordinated, True), (own, False)):
        found = rows.select_related("application__association").filter(pk=pk).first()
        if found is not None:
            return found, as_coordinator
    raise Http404("No such scan")
