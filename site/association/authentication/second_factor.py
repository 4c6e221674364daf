"""Who must show a second factor, whether this session has, and the middleware that asks for it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from association.roles import roles_of
from endorsement_plugin.api.problems import problem

STAFF_ROUTES = ("admin/", "django-admin/", "review/staff/")
ALWAYS_OPEN = ("admin/logout/", "django-admin/logout/", "admin/login/", "django-admin/login/")
SET_UP = "second_factor_set_up"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
FIRST = "People who work for an association sign in with a second factor. Please set one up now."
AGAIN = "Please show your second factor once, then you are back where you were."


class SecondFactorMiddleware:
    """Staff pages, for people and for scripts, open to whoever showed a factor in this session.

    Comes after the sessions, accounts and messages. Costs nothing for a session that has; one query else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_DEMANDED or not _is_staff_page(request):
            return None
        if not request.user.is_authenticated or has_shown_one(request) or not must_have_one(request.user):
            return None
        return _ask(request)


def must_have_one(user: AbstractBaseUser) -> bool:
    """Whoever works for an association: opens the admin, clears, leads or operates. Reviewers see no name."""
    return bool(settings.SECOND_FACTOR_DEMANDED) and roles_of(user).works_here


def has_shown_one(request: HttpRequest) -> bool:
    """In this session: while signing in, when asked again, or by setting one up."""
    if request.session.get(SET_UP) == request.user.pk:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def note_set_up(request: HttpRequest, user: AbstractBaseUser, authenticator: Any, **_: Any) -> None:
    """Whoever has just set a factor up has shown it."""
    if authenticator.type in FACTORS:
        request.session[SET_UP] = user.pk


def _is_staff_page(request: HttpRequest) -> bool:
    route = request.resolver_match.route if request.resolver_match else ""
    return route.startswith(STAFF_ROUTES) and not route.startswith(ALWAYS_OPEN)


def _ask(request: HttpRequest) -> HttpResponse:
    """Lead to the place where a factor is shown or set up; scripts are told where that is."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    shown_at = [way["url"] for way in ways if way["id"].startswith("mfa")]
    place = shown_at[0] if shown_at else reverse("mfa_index")
    if not request.accepts("text/html") or request.headers.get("HX-Request"):
        words = AGAIN if shown_at else FIRST
        return problem(HTTPStatus.FORBIDDEN, "second-factor-required", words, place=place)
    messages.info(request, AGAIN if shown_at else FIRST)
    return redirect(f"{place}?{urlencode({'next': request.get_full_path()})}" if shown_at else place)
