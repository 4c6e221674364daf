"""Queries that most requests ask: their text is written once for each kind of database, and filled in.

Django takes far longer to write such a query than the database to answer it.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

_Place = tuple[str, str] | None
"""Which value a parameter is, and what follows it in a pattern; None where it is the same each time."""


@dataclass(frozen=True)
class _Written:
    """The query as one kind of database takes it, and how its rows are read."""

    compiler: SQLCompiler
    text: str
    parameters: list[Any]
    places: list[_Place]
    converters: Any
    iterable: Any
    fetch_mode: Any

    def filled(self, parameters: list[Any]) -> SimpleNamespace:
        """As much of a queryset as reading its rows takes: its compiler writes nothing any more."""
        compiler = copy(self.compiler)
        vars(compiler)["as_sql"] = lambda: (self.text, parameters)
        vars(compiler)["get_converters"] = lambda columns: self.converters
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        reading = {"db": connection.alias, "query": query, "_known_related_objects": {}}
        return SimpleNamespace(**reading, _fetch_mode=self.fetch_mode)


class Prepared:
    """A query that differs from one time to the next in some values only.

    `build` makes it from one keyword argument for each of `kinds`, once with stand-ins that no row has. Such
    a value may be compared with, also as the beginning of a text without `%` and `_`; it is never None.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **kinds: type) -> None:
        self._build = build
        self._stand_ins = {name: _stand_in(name, kind, at) for at, (name, kind) in enumerate(kinds.items())}
        self._kept: dict[str, _Written] = {}

    def rows(self, **values: Any) -> list[Any]:
        """What the query gives with these values: models, or tuples for `values_list`. Asked each time."""
        if connection.vendor not in self._kept:
            self._kept[connection.vendor] = self._written()
        written = self._kept[connection.vendor]
        given = {name: _adapted(value) for name, value in values.items()}
        filled = [
            parameter if place is None else given[place[0]] + place[1] if place[1] else given[place[0]]
            for parameter, place in zip(written.parameters, written.places, strict=True)
        ]
        return list(written.iterable(written.filled(filled)))

    def first(self, **values: Any) -> Any:
        """The first of the rows; None without one."""
        return next(iter(self.rows(**values)), None)

    def _written(self) -> _Written:
        queryset = self._build(**self._stand_ins)
        compiler = queryset.query.get_compiler(connection=connection)
        text, parameters = compiler.as_sql()
        names = {_adapted(value): name for name, value in self._stand_ins.items()}
        places = [_place(parameter, names) for parameter in parameters]
        missing = set(names.values()) - {place[0] for place in places if place}
        assert not missing, f"{missing} are compared with nothing"
        converters = compiler.get_converters([column for column, *_ in compiler.select or ()])
        reading = getattr(queryset, "_iterable_class"), getattr(queryset, "_fetch_mode", None)  # noqa: B009
        return _Written(compiler, text, list(parameters), places, converters, *reading)


def _stand_in(name: str, kind: type, at: int) -> Any:
    """A value of the kind that stands for the name in the query as it is written."""
    makers: dict[type, Callable[[], Any]] = {
        str: lambda: f"\0{name}\0",
        int: lambda: 2_000_000_000 - at,  # a column of positive numbers takes no other
        date: lambda: date(1901, 1, 1 + at),
        datetime: lambda: datetime(1901, 1, 1 + at, tzinfo=UTC),
    }
    return makers[kind]()


def _adapted(value: Any) -> Any:
    """As the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _place(parameter: Any, names: dict[Any, str]) -> _Place:
    for stand_in, name in names.items():
        if type(parameter) is type(stand_in) is str and parameter.startswith(stand_in):
            return name, parameter.removeprefix(stand_in)
        if isinstance(parameter, type(stand_in)) and parameter == stand_in:
            return name, ""
    return None
