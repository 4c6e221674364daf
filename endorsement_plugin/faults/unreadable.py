"""Whether a fault is what the address asks with, such as words where the ID of a row belongs.

Wagtail's choosers, lists and bulk actions and the fields that Django's admin fills from an address hand the
query to `int()` or to a field as it comes.
"""

import sys
from collections.abc import Iterator

from django.http import HttpRequest

SHOWN = 200  # characters of a value that int() quotes
TOO_LONG = "for integer string conversion"


def is_unreadable(request: HttpRequest, error: Exception) -> bool:
    """True if the error is about a value of the query itself: nothing else of the request was at fault."""
    if not isinstance(error, ValueError):
        return False
    said = str(error)
    return any(_quotes(said, value) for value in _asked(request))


def _asked(request: HttpRequest) -> Iterator[str]:
    """The values of the query, and the parts of those that are lists."""
    for _, values in request.GET.lists():
        for value in values:
            yield value
            if "," in value:
                yield from value.split(",")


def _quotes(said: str, value: str) -> bool:
    return repr(value)[:SHOWN] in said or (TOO_LONG in said and len(value) > sys.get_int_max_str_digits())
