"""JSON nested deeper than Python reads is a bad request, not a fault of ours."""

from collections.abc import Callable
from json.decoder import JSONDecoder
from traceback import walk_tb

from django.http import HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase

READING = JSONDecoder.raw_decode.__code__


class DeepJsonMiddleware:
    """Answers 400 where a view's parser, like allauth's, gives up. Any other recursion stays a fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if not isinstance(error, RecursionError):
            return None
        *_, (innermost, _) = walk_tb(error.__traceback__)
        return HttpResponseBadRequest() if innermost.f_code is READING else None
