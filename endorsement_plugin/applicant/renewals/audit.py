"""What a holder sends for an audit: a PDF beside each entry, and what became of it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from endorsement_plugin.errors import Refusal, TooLarge
from endorsement_plugin.models import Renewal
from endorsement_plugin.renewals.actions.documents import remove_document, upload_document
from endorsement_plugin.renewals.forms import DocumentForm
from endorsement_plugin.renewals.queries.audit import case_of
from endorsement_plugin.rules.states import RenewalState
from endorsement_plugin.screens.audits import own_audit, own_document
from endorsement_plugin.screens.uploads import capped_upload, size_limits
from endorsement_plugin.uploads.rules import too_large


def _refuse_too_large(request: HttpRequest, renewal: UUID) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    return _page(request, own_audit(request, renewal), too_large().message, status=413)


@capped_upload(_refuse_too_large)
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def audit(request: HttpRequest, renewal: UUID) -> HttpResponse:
    """The entries with what was sent for each; a POST takes a file, or says what is wrong with it."""
    row = own_audit(request, renewal)
    if request.method != "POST":
        return _page(request, row)
    form, origin = DocumentForm(request.POST, request.FILES), request.POST.get("origin", "")
    if not form.is_valid():
        return _page(request, row, form.first_error, origin, status=422)
    try:
        sent = upload_document(renewal=row.pk, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        status = 413 if isinstance(refusal, TooLarge) else 422
        return _page(request, row, refusal.message, origin, status=status)
    messages.success(request, f"“{sent.original_name}” has arrived. It is being checked now.")
    return redirect(f"{request.path}#entry-{origin or 'several'}")


def _page(
    request: HttpRequest, row: Renewal, refusal: str = "", origin: str = "", *, status: int = 200
) -> HttpResponse:
    context = {
        "renewal": row,
        "endorsement": row.endorsement,
        "association": row.endorsement.association,
        "case": case_of(row),
        "in_audit": row.status is RenewalState.IN_AUDIT,
        "refusal": refusal,
        "refused_origin": origin,
        **size_limits(),
    }
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
    else:
        messages.success(request, f"Removed: {removed.original_name}.")
    return redirect("endorsement:audit", renewal=row.renewal_id)
