"""The link in a referee's mail. It is the whole of the access: there is no account."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.errors import LinkGone
from endorsement_plugin.mail.links import digest
from endorsement_plugin.models import Reference
from endorsement_plugin.references.actions.open import open_reference
from endorsement_plugin.references.locks import GONE
from endorsement_plugin.references.queries import by_link
from endorsement_plugin.screens.saving import from_script, not_stored

COOKIE = "reference-{}"
LASTS_S = 12 * 60 * 60
SALT = "endorsement_plugin.reference.cookie"
OPEN_AGAIN = (
    "This page was open for too long. Open the link in our newest mail to you once more, in this browser."
)


def private(view: Any) -> Any:
    """Nothing of a reference stays in a cache, and no address of ours is told to anybody else."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer" if "token" in kwargs else "same-origin"
        return response

    return wrapped


# Under `no-referrer` a browser sends no origin either, which Django takes for a forged request. The token in
# the address is the proof: whoever could forge this request could open the link as well.
@csrf_exempt
@private
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The address in the mail. A GET changes nothing, because mail scanners follow links; a POST begins."""
    reference = by_link(digest(token))
    if reference is None:
        return gone(request)
    keep_time_of(reference.application.association)
    if request.method != "POST":
        return render(request, "endorsement_plugin/reference/link.html", context_of(reference))
    try:
        reference = open_reference(token=token)
    except LinkGone:
        return gone(request)
    return keep_open(redirect("endorsement:reference", reference=reference.pk), reference)


def keep_open(response: HttpResponse, reference: Reference) -> HttpResponse:
    """From now on this browser may write, for as long again as after it opened the link."""
    response.set_signed_cookie(
        COOKIE.format(reference.pk),
        str(reference.token_digest),
        salt=SALT,
        max_age=LASTS_S,
        path=reverse("endorsement:reference", args=[reference.pk]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def opened(request: HttpRequest, reference: UUID) -> Reference | None:
    """The reference, if this browser has opened it and it can still be answered.

    Each has a cookie of its own, whose name is signed with it: a mentor who answers for two applicants in
    two tabs never writes about one what was meant for the other.
    """
    link = _link(request, reference)
    reference_row = by_link(link) if link else None
    keep_time_of(reference_row.application.association if reference_row else None)
    return reference_row


def _link(request: HttpRequest, reference: UUID) -> str:
    return request.get_signed_cookie(COOKIE.format(reference), default="", salt=SALT, max_age=LASTS_S) or ""


def closed(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Why `opened` found nothing: the link is gone, or this browser has to open it once more.

    That page holds what was sent. It says nothing of the reference: there may be none.
    """
    if _link(request, reference):
        return gone(request)
    if from_script(request):
        return JsonResponse({"code": "signed_out", "message": OPEN_AGAIN}, status=401)
    return render(request, "endorsement_plugin/reference/closed.html", status=401)


def gone(request: HttpRequest) -> HttpResponse:
    """One answer, whatever is wrong with the link."""
    if from_script(request):
        return not_stored(LinkGone(GONE))
    return render(request, "endorsement_plugin/reference/gone.html", status=404)


def finished() -> HttpResponse:
    """Thank the referee. The browser keeps the link, so that whoever goes back reads that it is used."""
    return redirect("endorsement:reference_thanks")


def context_of(reference: Reference, **more: Any) -> dict[str, Any]:
    """The link opens one form and shows the applicant's name and nothing else."""
    application = reference.application
    return {
        "reference": reference,
        "person": application.person,
        "credential": application.credential,
        "association": application.association,
        "definition": reference.definition,
        "minutes": reference.definition.minutes,
        **more,
    }
