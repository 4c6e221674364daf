"""The holder's digital badge: have it issued, download it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from endorsement_plugin.certificates.actions.issue import issue_badge
from endorsement_plugin.certificates.baking import baked_png, baked_svg
from endorsement_plugin.certificates.queries import is_issued
from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import Endorsement
from endorsement_plugin.screens.getters import own_endorsement

from .certificates import page_with_proofs

KINDS = {"png": "image/png", "svg": "image/svg+xml", "jwt": "application/vc+jwt"}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def badge(request: HttpRequest, number: str) -> HttpResponse:
    """A POST has it issued; then the page of the endorsement offers it as files."""
    row = own_endorsement(request, number)
    if request.method == "POST":
        try:
            issue_badge(endorsement=row.pk, by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
    return page_with_proofs(number)


@login_required
@never_cache
@require_safe
def file(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The badge as it is now; where there is none, the page, which says why."""
    row = own_endorsement(request, number)
    if kind not in KINDS or not is_issued(row):
        raise Http404("No such badge")
    try:
        token = issue_badge(endorsement=row.pk, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return page_with_proofs(number)
    return _download(row, kind, token)


def _download(row: Endorsement, kind: str, token: str) -> HttpResponse:
    pictures = {"png": baked_png, "svg": baked_svg}
    content = pictures[kind](token, row.credential, row.association) if kind in pictures else token
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="badge-{row.credential.code.lower()}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
