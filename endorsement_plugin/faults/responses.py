"""What is answered when something of ours fails, or when what is sent is too much, unreadable or for nowhere.

A host names `server_error` as its `handler500`, `bad_request` as its `handler400`, `not_found` as its
`handler404`.
"""

import sys
from collections.abc import Iterator
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.views.defaults import bad_request as bad_request_of_django
from django.views.defaults import page_not_found as not_found_of_django
from django.views.defaults import server_error as page_of_django
from redis.exceptions import ConnectionError as BrokerAway
from redis.exceptions import TimeoutError as BrokerSlow

from endorsement_plugin.api.problems import problem

RETRY_AFTER_S = 30
AWAY = (OperationalError, InterfaceError, BrokerAway, BrokerSlow)
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
TOO_MUCH = "This is more than we take at once, which is {size} of text."
UNREADABLE = (MultiPartParserError, RawPostDataException)
NOT_READ = "Nothing was saved: what was sent is not in a form that this address can read."
NOWHERE = "There is nothing at this address, or it is somebody else’s."
APIS = {"wagtailapi_v3", "headless"}
LATER = "We cannot reach our records just now. Nothing was lost that was saved; please try again in a minute."
OURS = "Something went wrong on our side. Nothing was lost that was saved; please try again in a few minutes."


def server_error(request: HttpRequest, template_name: str = "500.html") -> HttpResponse:
    """503 with Retry-After while the database or the broker is away, 500 for any other fault.

    Programs get problem+json, people a page that needs neither database nor session. Reports that Django
    writes about this request leave out what was typed.
    """
    request.sensitive_post_parameters = "__ALL__"  # type: ignore[attr-defined]
    away = any(_is_away(error) for error in _causes(sys.exc_info()[1]))
    response = _for_program(away) if is_program(request) else _for_person(request, template_name, away)
    if away:
        response["Retry-After"] = str(RETRY_AFTER_S)
    return response


def bad_request(request: HttpRequest, exception: Exception, template_name: str = "400.html") -> HttpResponse:
    """413 in words for more text or fields than are taken at once, 400 for a form that is none, such as files
    sent to where JSON is read; any other bad request as Django says it.

    Nothing was read, so nothing can be given back: the page that sent it still has it.
    """
    if isinstance(exception, UNREADABLE):
        return _unreadable(request)
    if not isinstance(exception, TOO_LARGE):
        return bad_request_of_django(request, exception, template_name)
    why = TOO_MUCH.format(size=filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE))
    words = f"Nothing was saved. {why}"
    if is_program(request):  # a page that saves itself says "Not saved." before the message
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", words, message=why)
    page = render_to_string("endorsement_plugin/too_large.html", {"words": words}, request)
    return HttpResponse(page, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def not_found(request: HttpRequest, exception: Exception, template_name: str = "404.html") -> HttpResponse:
    """404: problem+json below an API, a page for people."""
    if is_program(request):
        return problem(HTTPStatus.NOT_FOUND, "not-found", NOWHERE)
    return not_found_of_django(request, exception, template_name)


def is_program(request: HttpRequest) -> bool:
    """Whether a script or an app reads the answer."""
    if "HX-Request" in request.headers or request.headers.get("Accept", "").startswith("application/"):
        return "text/html" not in request.headers.get("Accept", "")
    return _below_api(request.path_info) or not APIS.isdisjoint(_namespaces(request.path_info))


def _namespaces(path: str) -> list[str]:
    try:
        return resolve(path).namespaces
    except Resolver404:
        return []


def _below_api(path: str) -> bool:
    """Whether a program asked, were there something or not: Wagtail's pages take what no API has."""
    try:
        return path.startswith(reverse("wagtailapi_v3:api-root"))
    except NoReverseMatch:
        return False


def _unreadable(request: HttpRequest) -> HttpResponse:
    if is_program(request):
        return problem(HTTPStatus.BAD_REQUEST, "unreadable", NOT_READ)
    page = render_to_string("endorsement_plugin/unreadable.html", {"words": NOT_READ})
    return HttpResponse(page, status=HTTPStatus.BAD_REQUEST)


def _for_program(away: bool) -> HttpResponse:
    if away:
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", LATER)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "server-error", OURS)


def _for_person(request: HttpRequest, template_name: str, away: bool) -> HttpResponse:
    if not away:
        return page_of_django(request, template_name)
    page = render_to_string("endorsement_plugin/unavailable.html", {"words": LATER})
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)


def _is_away(error: BaseException) -> bool:
    """SQLite calls a missing table an operational error too: trying again would not help."""
    return isinstance(error, AWAY) and "no such" not in str(error)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and what led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
