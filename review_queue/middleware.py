"""A session that has ended is said, not redirected from under somebody who is writing."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from .web.rejections import signed_out
from .web.resubmission import asked_by_script

READS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class SignedOutMiddleware:
    """Answers 401 where a view would send a script, or something that was typed, to the page to sign in on.

    Redirected, a script would take that page for its answer, and what a form had sent would be gone. Put it
    last: what the other middleware adds to every page belongs on this one too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseRedirect) or request.user.is_authenticated:
            return response
        if request.method in READS and not asked_by_script(request):
            return response
        return signed_out(request) if leads_to_sign_in(response.url) else response


def leads_to_sign_in(url: str) -> bool:
    """Whether it is the page to sign in on, with the way back that `login_required` adds."""
    to = urlsplit(url)
    names = {settings.LOGIN_URL, getattr(settings, "WAGTAILADMIN_LOGIN_URL", settings.LOGIN_URL)}
    pages = {urlsplit(resolve_url(name))[:3] for name in names}
    return to[:3] in pages and REDIRECT_FIELD_NAME in parse_qs(to.query)
