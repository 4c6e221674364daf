"""What is asked of a renewal that was drawn for the audit: the same getter, form and actions as the page."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from endorsement_plugin.api.answers import cleaned
from endorsement_plugin.api.files import capped, refuse_too_large
from endorsement_plugin.api.preconditions import PRIVATE, fresh
from endorsement_plugin.api.private import private_router
from endorsement_plugin.api.schemas.audits import AuditList, AuditOut, DocumentOut
from endorsement_plugin.limits import UPLOAD
from endorsement_plugin.models import AuditDocument
from endorsement_plugin.renewals.actions.documents import remove_document, upload_document
from endorsement_plugin.renewals.forms import DocumentForm
from endorsement_plugin.renewals.queries.audit import case_of
from endorsement_plugin.screens.audits import own_audit, own_audits, own_document
from endorsement_plugin.screens.files import audit_document as hand_out

router = private_router("audits")


@router.get("/", response=AuditList)
def list_audits(request: HttpRequest) -> HttpResponse:
    """Mine that were drawn, the latest first. Documents are asked for where `asked` is true. 304 while
    nothing has changed, as of each audit and each document."""
    items = [AuditOut.of(case_of(row)) for row in own_audits(request)]
    return fresh(request, AuditList(count=len(items), items=items), cache=PRIVATE)


@router.get("/{uuid:renewal}/", response=AuditOut)
def read_audit(request: HttpRequest, renewal: UUID) -> HttpResponse:
    """One of them: each entry with what was sent for it and what was found, and what is about several."""
    return fresh(request, AuditOut.of(case_of(own_audit(request, renewal))), cache=PRIVATE)


@router.post("/{uuid:renewal}/documents/", response={201: DocumentOut}, throttle=[UPLOAD])
@decorate_view(capped)
def upload(
    request: HttpRequest,
    renewal: UUID,
    response: HttpResponse,
    origin: Form[str] = "",
    file: UploadedFile | None = File(None),  # noqa: B008
) -> Status:
    """Send a PDF for the entry of that `origin`, or for several without one."""
    row = own_audit(request, renewal)
    refuse_too_large(request)
    form = DocumentForm({"origin": origin}, MultiValueDict({"file": [file]} if file else {}))
    sent = upload_document(renewal=row.pk, by=request.user, **cleaned(form, "documents"))
    response["Location"] = f"{request.path}{sent.pk}/"
    return Status(201, DocumentOut.of(sent))


@router.get("/{uuid:renewal}/documents/{uuid:document}/", response=DocumentOut)
def read_document(request: HttpRequest, renewal: UUID, document: UUID) -> HttpResponse:
    """What became of it: its `state`, its pages, and why it was held or refused."""
    return fresh(request, DocumentOut.of(_document(request, renewal, document)), cache=PRIVATE)


@router.get("/{uuid:renewal}/documents/{uuid:document}/content/", response=bytes)
def content(request: HttpRequest, renewal: UUID, document: UUID) -> FileResponse:
    """The file as it was sent, as a download."""
    return hand_out(request, document=_document(request, renewal, document).pk)


@router.delete("/{uuid:renewal}/documents/{uuid:document}/", response={204: None})
def remove(request: HttpRequest, renewal: UUID, document: UUID) -> Status:
    """Take it back, as long as there is no outcome."""
    remove_document(document=_document(request, renewal, document).pk, by=request.user)
    return Status(204, None)


def _document(request: HttpRequest, renewal: UUID, document: UUID) -> AuditDocument:
    row = own_document(request, document)
    if row.renewal_id != renewal:
        raise Http404("No such document")
    return row
