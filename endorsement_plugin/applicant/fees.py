"""One fee of one's own: where it stands, and the way to the payment provider."""

from time import time
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from endorsement_plugin.errors import Refusal, WrongState
from endorsement_plugin.fees.actions.pay import Outcome, take_notice
from endorsement_plugin.fees.providers import Forged, Unreachable, pays_online, provider
from endorsement_plugin.limits import PAY, too_often
from endorsement_plugin.models import Fee
from endorsement_plugin.screens.getters import own_fee
from endorsement_plugin.screens.paying import UNREACHABLE, begin

LONGEST_NOTICE = 64 * 1024
"""Bytes."""


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fee(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where it stands; a POST begins a payment and shows the way on.

    The way on is a link and no redirect: the site's policy lets no form lead elsewhere.
    """
    row = own_fee(request, pk)
    if request.method != "POST":
        return _shown(request, row)
    if not PAY.allow_request(request):
        return too_often(request, PAY)
    try:
        address = begin(row, request)
    except (Refusal, Unreachable) as refusal:
        messages.error(request, refusal.message if isinstance(refusal, Refusal) else UNREACHABLE)
        return redirect("endorsement:fee", pk=pk)
    return _shown(request, row, address=address, host=urlsplit(address).hostname)


@csrf_exempt  # the provider has no token of ours: its signature is what is believed
@never_cache
@require_POST
def notice(request: HttpRequest) -> HttpResponse:
    """What the provider says became of a payment. A message that is not its own, or not of now, is a 400."""
    payments = provider()
    if payments is None:
        raise Http404("Nothing is paid here")
    if int(request.headers.get("Content-Length") or 0) > LONGEST_NOTICE:
        return JsonResponse({"detail": "That is too long."}, status=413)
    try:
        outcome = take_notice(notice=payments.read(request.headers, request.body, time()))
    except Forged:
        return JsonResponse({"detail": "This message is not believed."}, status=400)
    except WrongState as refusal:
        return JsonResponse({"detail": refusal.message}, status=404)
    return JsonResponse({"outcome": outcome.value}, status=409 if outcome is Outcome.DIFFERS else 200)


def _shown(request: HttpRequest, row: Fee, **more: object) -> HttpResponse:
    context = {"fee": row, "association": row.association, "pays_online": pays_online(), **more}
    return render(request, "endorsement_plugin/applicant/fee.html", context)
