"""Where Wagtail and its neighbors would answer with a fault or go round in a circle, an answer in words."""

import re
from collections.abc import Callable
from io import BytesIO
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage
from django.db import DataError, IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.http import Http404, HttpRequest
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.http.request import RawPostDataException
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.defaults import permission_denied
from modelsearch.backends.base import FilterFieldError
from wagtail.admin.auth import reject_request

from .faults.responses import bad_request, not_found
from .faults.unreadable import is_unreadable
from .tenancy.visitor import answering

IN_USE = "It cannot be deleted, because something else needs it: {}."
NUL = re.compile("%00|\0")
UNCOUNTABLE = (OverflowError, DataError, FilterFieldError, InvalidPage)


class PlainAnswersMiddleware:
    """After the authentication and message middleware.

    A NUL, which PostgreSQL takes in no text, is left out of what is asked for, and no address has one. Who
    is signed in is never sent to sign in. What is still needed is not deleted. What no database can count to
    is a 404, as is a queue that is not there, and an address that has words where a number belongs. A form
    without bounds is refused before anything reads it, and so is one that was sent to where JSON is read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:
            raise Http404("No address holds a NUL.")
        if error := _no_form(request):
            return bad_request(request, error)
        asked = request.META.get("QUERY_STRING", "")
        while NUL.search(asked):
            asked = request.META["QUERY_STRING"] = NUL.sub("", asked)
        with answering(request):
            response = self.get_response(request)
        return permission_denied(request, PermissionDenied()) if _circle(request, response) else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """A refusal in words, for the faults that mean one."""
        if isinstance(error, (ProtectedError, RestrictedError)) and request.method == "POST":
            return _in_use(request, error)
        if isinstance(error, RawPostDataException):
            return bad_request(request, error)
        if is_unreadable(request, error):
            return not_found(request, Http404("There is no such thing"))
        if request.method in {"GET", "HEAD"} and _asks_for_nothing(request, error):
            return not_found(request, Http404("There is no such thing"))
        return None


def _no_form(request: HttpRequest) -> MultiPartParserError | None:
    """What Django will say of a form whose parts have no bounds: on the page of a 404 too, as a fault."""
    if request.content_type != "multipart/form-data":
        return None
    try:
        MultiPartParser(request.META, BytesIO(), [])
    except MultiPartParserError as error:
        return error
    return None


def _asks_for_nothing(request: HttpRequest, error: Exception) -> bool:
    """A number that no database holds, a filter that cannot be searched with, a queue that is not there."""
    view = request.resolver_match.func if request.resolver_match else None
    unknown = isinstance(error, IndexError) and getattr(view, "__module__", "").startswith("django_rq.")
    return unknown or isinstance(error, UNCOUNTABLE) or _mismatch(error)


def _mismatch(error: Exception) -> bool:
    """SQLite's word for an OFFSET that is no number of its own."""
    return isinstance(error, IntegrityError) and "datatype mismatch" in str(error)


def _circle(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Sent to sign in although signed in: the sign-in page would send the person back at once."""
    user = getattr(request, "user", None)
    if response.status_code != 302 or user is None or not user.is_authenticated:
        return False
    to = urlsplit(response.headers["Location"])
    return to.path == urlsplit(reject_request(request).url).path and "next=" in to.query


def _in_use(request: HttpRequest, error: ProtectedError | RestrictedError) -> HttpResponseBase:
    rows = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    kinds = {str(row._meta.verbose_name_plural) for row in rows or ()}
    messages.error(request, IN_USE.format(", ".join(sorted(kinds)) or "other rows"))
    back = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else resolve_url(request.path))
