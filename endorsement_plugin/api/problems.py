"""Refusals as problem+json (RFC 9457), with the keys that Wagtail's API uses."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from wagtail.api.v3.errors import PROBLEM_JSON

from endorsement_plugin import errors
from endorsement_plugin.errors import Problem, Refusal

TYPES = "urn:endorsement:problem:"

# The more particular refusal first: TooMany is also NotAllowed.
_KINDS: tuple[tuple[type[Refusal], int, str], ...] = (
    (errors.Incomplete, 422, "invalid-answers"),
    (errors.Stale, 412, "stale"),
    (errors.AlreadyOpen, 409, "already-open"),
    (errors.WrongState, 409, "wrong-state"),
    (errors.TooLarge, 413, "file-too-large"),
    (errors.WrongType, 422, "file-type"),
    (errors.LinkGone, 410, "link-gone"),
    (errors.TooMany, 429, "too-many-requests"),
    (errors.NotAllowed, 403, "not-allowed"),
)


class Unmet(Exception):
    """A request without a header that it needs, or with one that cannot be read."""

    def __init__(self, status: int, slug: str, message: str) -> None:
        super().__init__(message)
        self.status, self.slug, self.message = status, slug, message


def refused(request: HttpRequest, refusal: Refusal, **more: Any) -> HttpResponse:
    """The answer to a request that an action refused; `more` goes into the body."""
    status, slug = next((s, slug) for kind, s, slug in _KINDS if isinstance(refusal, kind))
    response = problem(status, slug, refusal.message, **_particulars(refusal), **more)
    if isinstance(refusal, errors.TooMany):
        response["Retry-After"] = str(refusal.seconds)
    if isinstance(refusal, errors.Stale):
        response["ETag"] = f'"{refusal.revision}"'
    return response


def unmet(request: HttpRequest, exc: Unmet) -> HttpResponse:
    """The answer to a request that lacks what HTTP asks of it."""
    return problem(exc.status, exc.slug, exc.message)


def problem(status: int, slug: str, detail: str, **more: Any) -> HttpResponse:
    """A problem in words, with its type for programs."""
    body = {
        "type": TYPES + slug,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return JsonResponse(body, status=status, content_type=PROBLEM_JSON)


def listed(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Each problem beside its cause: `loc` is the path to it, `step` the step to open."""
    return [
        {
            "type": one.code,
            "loc": list(one.where),
            "msg": one.message,
            "step": one.step,
            "params": one.params,
        }
        for one in problems
    ]


def _particulars(refusal: Refusal) -> dict[str, Any]:
    if isinstance(refusal, errors.Incomplete):
        return {"errors": listed(refusal.problems)}
    if isinstance(refusal, errors.Stale):
        return {"revision": refusal.revision}
    if isinstance(refusal, errors.AlreadyOpen):
        return {"existing": refusal.existing}
    return {}
