"""Browsers in which somebody has signed in before: a signed cookie that names no one and opens nothing."""

from secrets import token_urlsafe

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE = "known-browser"
SALT = "association.authentication.browsers"
LASTS_S = 365 * 86_400
MOST = 5
"""Accounts that one browser is remembered for."""


def browser_for(request: HttpRequest, account: str) -> str:
    """This browser's name if the account has been signed in to here before, else empty."""
    name, *accounts = _read(request) or [""]
    return name if _digest(account) in accounts else ""


def remember(request: HttpRequest, response: HttpResponseBase, account: str) -> None:
    """Know this browser from now on."""
    name, *accounts = _read(request) or [token_urlsafe(12)]
    kept = [_digest(account), *(one for one in accounts if one != _digest(account))][:MOST]
    response.set_signed_cookie(
        COOKIE,
        "|".join([name, *kept]),
        salt=SALT,
        max_age=LASTS_S,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> list[str]:
    written = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LASTS_S)
    return written.split("|") if written else []


def _digest(account: str) -> str:
    return salted_hmac(SALT, account.casefold()).hexdigest()[:24]
