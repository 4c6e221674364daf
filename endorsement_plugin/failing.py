"""What is answered when something of ours fails. A host names `server_error` as its `handler500`."""

import sys
from collections.abc import Iterator
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.views.defaults import server_error as page_of_django
from redis.exceptions import ConnectionError as BrokerAway
from redis.exceptions import TimeoutError as BrokerSlow

from endorsement_plugin.api.problems import problem

RETRY_AFTER_S = 30
AWAY = (OperationalError, InterfaceError, BrokerAway, BrokerSlow)
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


def is_program(request: HttpRequest) -> bool:
    """Whether a script or an app reads the answer."""
    if "HX-Request" in request.headers or request.headers.get("Accept", "").startswith("application/"):
        return "text/html" not in request.headers.get("Accept", "")
    try:
        return not APIS.isdisjoint(resolve(request.path_info).namespaces)
    except Resolver404:
        return False


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
