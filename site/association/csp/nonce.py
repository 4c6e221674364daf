"""The nonce of the request being answered, for code that is not handed the request."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_request: ContextVar[HttpRequest | None] = ContextVar("csp_request", default=None)


def nonce() -> str:
    """This response's nonce, or an empty string outside a request. Asking puts it into the header."""
    request = _request.get()
    return str(getattr(request, "csp_nonce", "")) if request else ""


class NonceMiddleware:
    """Remember the request while it is answered. Comes after django-csp's middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)
