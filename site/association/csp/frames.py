"""A video may be framed where a visitor has pressed Play: on that page, from that site, and nowhere else."""

from collections.abc import Callable

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class FramesMiddleware:
    """Let what the response's `frames_from` names into its frames. Comes after django-csp's middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        hosts = getattr(response, "frames_from", ())
        if hosts:
            response._csp_update = {"frame-src": [SELF, *hosts]}  # type: ignore[attr-defined]
        return response
