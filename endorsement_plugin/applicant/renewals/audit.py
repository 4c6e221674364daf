"""What a holder sends for an audit: a PDF beside each entry, and what became of it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsement_plugin.conf import current
from endorsement_plugin.errors import NotAllowed, Refusal, TooLarge, WrongType
from endorsement_plugin.models import Renewal
from endorsement_plugin.renewals.actions.documents import read_document, remove_document, upload_document
from endorsement_plugin.renewals.queries.audit import case_of
from endorsement_plugin.rules.states import RenewalState
from endorsement_plugin.screens.files import HEADERS
from endorsement_plugin.screens.getters import document_to_read, own_document, own_renewal
from endorsement_plugin.screens.uploads import capped_upload
from endorsement_plugin.transcripts.actions.upload import too_large

CHOOSE = "Choose a file first."
OTHER_ENTRY = "Choose what the file shows."


def _audited(request: HttpRequest, renewal: UUID) -> Renewal:
    """One's own renewal that was drawn, or a 404."""
    row = own_renewal(request, renewal)
    if not row.audited:
        raise Http404("It was not drawn for an audit")
    return row


def _refuse_too_large(request: HttpRequest, renewal: UUID) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    return _page(request, _audited(request, renewal), too_large())


@capped_upload(_refuse_too_large)
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def audit(request: HttpRequest, renewal: UUID) -> HttpResponse:
    """The entries with what was sent for each; a POST takes a file, or says what is wrong with it."""
    row = _audited(request, renewal)
    if request.method != "POST":
        return _page(request, row)
    file, origin = request.FILES.get("file"), request.POST.get("origin", "")
    try:
        if file is None:
            raise WrongType(CHOOSE)
        upload_document(renewal=row.pk, by=request.user, file=file, origin=_origin(origin))
    except Refusal as refusal:
        return _page(request, row, refusal, origin)
    messages.success(request, f"“{file.name}” has arrived. It is being checked now.")
    return redirect(f"{request.path}#entry-{origin or 'several'}")


def _origin(typed: str) -> UUID | None:
    """The entry that a file shows; None for several."""
    try:
        return UUID(typed) if typed else None
    except ValueError as error:
        raise WrongType(OTHER_ENTRY) from error


def _page(
    request: HttpRequest, row: Renewal, refusal: Refusal | None = None, origin: str = ""
) -> HttpResponse:
    megabytes = current().TRANSCRIPT_MAX_BYTES // (1024 * 1024)
    context = {
        "renewal": row,
        "endorsement": row.endorsement,
        "association": row.endorsement.association,
        "case": case_of(row),
        "in_audit": row.status is RenewalState.IN_AUDIT,
        "refusal": refusal.message if refusal else "",
        "refused_origin": origin,
        "most_megabytes": megabytes,
        "most_bytes": current().TRANSCRIPT_MAX_BYTES,
    }
    status = 200 if refusal is None else 413 if isinstance(refusal, TooLarge) else 422
    return render(request, "endorsement_plugin/applicant/renewals/audit.html", context, status=status)


@login_required
@never_cache
@require_POST
def remove(request: HttpRequest, document: UUID) -> HttpResponse:
    """Take a document back, as long as there is no outcome."""
    row = own_document(request, document)
    try:
        removed = remove_document(document=row.pk, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("endorsement:applications")
    messages.success(request, f"Removed: {removed.original_name}.")
    return redirect("endorsement:audit", renewal=removed.renewal_id)


@login_required
@never_cache
@require_safe
def document(request: HttpRequest, document: UUID) -> FileResponse:
    """The file as it was uploaded, for its owner and its coordinators: a download, and noted."""
    there = document_to_read(request, document)
    try:
        row = read_document(document=there.pk, by=request.user)
        file = row.file.open("rb")
    except (NotAllowed, FileNotFoundError):
        raise Http404("No such document") from None
    response = FileResponse(
        file, as_attachment=True, filename=row.original_name, content_type="application/pdf"
    )
    for name, value in HEADERS.items():
        response[name] = value
    return response
