"""The holder's certificate: have it made, see what has become of it, fetch it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from endorsement_plugin.certificates.actions.ask import ask_for_certificate
from endorsement_plugin.certificates.queries import proofs_of
from endorsement_plugin.errors import Refusal
from endorsement_plugin.screens.certificates import certificate_file
from endorsement_plugin.screens.getters import own_endorsement

PART = "endorsement_plugin/applicant/endorsement/certificate_state.html"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """What has become of it, as a part of the page; a POST asks for it."""
    row = own_endorsement(request, number)
    if request.method != "POST":
        return render(request, PART, {"endorsement": row, **proofs_of(row)})
    try:
        ask_for_certificate(endorsement=row.pk, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return page_with_proofs(number)


@login_required
@never_cache
@require_safe
def file(request: HttpRequest, number: str) -> HttpResponseBase:
    """The PDF; where there is none, the page, which says why."""
    row = own_endorsement(request, number)
    try:
        return certificate_file(request, row)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return page_with_proofs(number)


def page_with_proofs(number: str) -> HttpResponse:
    """Back to the page of the endorsement, where certificate and badge are."""
    page = redirect("endorsement:endorsement", number=number)
    page["Location"] += "#certificate"
    return page
