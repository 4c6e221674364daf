"""Which parameters of an address are looked at while it is answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.core.handlers.wsgi import WSGIRequest, get_bytes_from_wsgi
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property

ALL = "*"
"""Stands for every name, also where the query was taken as it is."""


class _Noting(QueryDict):
    """Notes in `seen` by which names it is asked."""

    seen: set[str] | None = None

    def note(self, name: Any) -> None:
        if self.seen is not None:
            self.seen.add(str(name))

    def __getitem__(self, name: Any) -> Any:
        self.note(name)
        return super().__getitem__(name)

    def _getlist(self, name: Any, *arguments: Any, **options: Any) -> Any:
        self.note(name)
        return super()._getlist(name, *arguments, **options)  # type: ignore[misc]

    def __contains__(self, name: Any) -> bool:
        self.note(name)
        return super().__contains__(name)


def _all(method: str) -> Any:
    plain = getattr(QueryDict, method)

    def taken(self: _Noting, *arguments: Any, **options: Any) -> Any:
        self.note(ALL)
        return plain(self, *arguments, **options)

    return taken


_WHOLE = ("__iter__", "__len__", "__copy__", "__deepcopy__", "__eq__", "__repr__", "__str__", "__reduce_ex__")
for _method in (*_WHOLE, "copy", "dict", "items", "keys", "lists", "urlencode", "values"):
    setattr(_Noting, _method, _all(_method))
_Noting.__hash__ = None  # type: ignore[assignment]


@contextmanager
def noted() -> Iterator[set[str]]:
    """The names that requests are asked for meanwhile; ALL where one was asked for its whole query."""
    seen: set[str] = set()

    def parsed(request: WSGIRequest) -> Any:
        text = get_bytes_from_wsgi(request.environ, "QUERY_STRING", "")
        query: Any = _Noting(text, encoding=request.encoding)
        query.seen = seen
        return query

    noting = cached_property(parsed)
    noting.__set_name__(WSGIRequest, "GET")
    plain: Any = vars(HttpRequest)["_get_full_path"]

    def full_path(request: HttpRequest, *arguments: Any) -> str:
        seen.add(ALL)
        path: str = plain(request, *arguments)
        return path

    with (
        mock.patch.object(WSGIRequest, "GET", noting),
        mock.patch.object(HttpRequest, "_get_full_path", full_path),
    ):
        yield seen
