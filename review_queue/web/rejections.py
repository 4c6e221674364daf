"""Two refusals that come before any view: signed out, and no valid token. Both keep what was typed."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import add_never_cache_headers

from .resubmission import asked_by_script, came_from

SIGNED_OUT = "You have been signed out."
NOT_SURE = "The page had been open for so long that we could not be sure it was you."


def signed_out(request: HttpRequest) -> HttpResponse:
    """401: in words for a script, for a person a page that holds what they sent."""
    sign_in = resolve_url(settings.LOGIN_URL)
    if asked_by_script(request):
        body = {"code": "signed_out", "message": SIGNED_OUT, "sign_in": sign_in}
        return _private(JsonResponse(body, status=401))
    back = urlencode({REDIRECT_FIELD_NAME: came_from(request) or "/"})
    context = {"sign_in": f"{sign_in}?{back}"}
    return _private(render(request, "review_queue/signed_out.html", context, status=401))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, for the setting CSRF_FAILURE_VIEW. Signing in renews the token, so a page from before meets it."""
    if asked_by_script(request):
        return _private(JsonResponse({"code": "csrf", "message": NOT_SURE}, status=403))
    return _private(render(request, "review_queue/send_again.html", {"why": NOT_SURE}, status=403))


def _private(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response
