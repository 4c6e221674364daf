"""Who is looking at the admin just now, for what Wagtail draws without a request at hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest

from endorsement_plugin.permissions import Visitor

_request: ContextVar[HttpRequest | None] = ContextVar("endorsement_request", default=None)


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """While this request is answered."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def current_visitor() -> Visitor | None:
    """The person of the request that is being answered; None outside one."""
    request = _request.get()
    return getattr(request, "user", None) if request else None
