"""The certificate of an endorsement, for its association: have it made, fetch it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from endorsement_plugin.certificates.actions.ask import ask_for_certificate
from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import Endorsement
from endorsement_plugin.permissions import endorsements_decided_by
from endorsement_plugin.screens.certificates import certificate_file

from .file import address


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for it, and go back to the file of the endorsement."""
    row = _decided(request, pk)
    if request.method != "POST":
        return _panel(row)
    try:
        ask_for_certificate(endorsement=row.pk, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return _panel(row)


@never_cache
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF; where there is none, the file of the endorsement, which says why."""
    row = _decided(request, pk)
    try:
        return certificate_file(request, row)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return _panel(row)


def _decided(request: HttpRequest, pk: int) -> Endorsement:
    return get_object_or_404(endorsements_decided_by(request.user), pk=pk)


def _panel(row: Endorsement) -> HttpResponse:
    return redirect(f"{address(row)}#certificate")
