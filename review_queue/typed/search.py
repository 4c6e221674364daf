"""One column by which rows with a name are found and sorted, on every database alike."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q, QuerySet

from .addresses import folded_address
from .cleaning import clean
from .folding import folded, words
from .signs import HYPHENS

MOST_WORDS = 8
_PLAIN_HYPHENS = str.maketrans(dict.fromkeys(HYPHENS, "-"))
Rows = TypeVar("Rows", bound=models.Model)


class BytewiseField(models.CharField):
    """Text that PostgreSQL compares byte by byte, as SQLite does: a language's order differs by server."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """With the order of bytes."""
        parameters = super().db_parameters(connection)
        return {
            **parameters,
            "collation": "C" if connection.vendor == "postgresql" else parameters.get("collation"),
        }


class FoldedField(BytewiseField):
    """The folded words of other fields of the row, in their order, written whenever the row is.

    With the family name first, sorting by it sorts people. Whoever saves only some fields names this one too.
    """

    def __init__(self, *args: Any, of: Sequence[str] = (), **kwargs: Any) -> None:
        self.of = tuple(of)
        super().__init__(*args, **{"default": "", "blank": True, "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        """With the fields it is made of."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The words as they are now."""
        value = self.words_of(*(str(getattr(model_instance, name)) for name in self.of))
        setattr(model_instance, self.attname, value)
        return value

    def words_of(self, *texts: str) -> str:
        """What is kept of these texts; of very long ones the beginning."""
        return " ".join(filter(None, map(folded, texts)))[: self.max_length]


class FoldedAddressField(models.CharField):
    """An e-mail address of the row as addresses are compared, written whenever the row is."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        given = {"max_length": 254, "default": "", "blank": True, "editable": False, "db_index": True}
        super().__init__(*args, **{**given, **kwargs})

    def deconstruct(self) -> Any:
        """With the field it is made of."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The address as it is now."""
        value = folded_address(str(getattr(model_instance, self.of) or ""))[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value


def words_typed(typed: str) -> list[str]:
    """What is looked for: the words of what somebody typed, as they were typed, without signs alone."""
    return [word for word in clean(typed).split() if words(word)][:MOST_WORDS]


def holds(column: str, word: str) -> Q:
    """Rows whose `FoldedField` holds the word as a part of one of its own; one with a hyphen is two."""
    return reduce(and_, (Q(**{f"{column}__contains": part}) for part in words(word)))


def matching(
    rows: QuerySet[Rows],
    typed: str,
    column: str,
    *,
    exact: str = "",
    containing: Sequence[str] = (),
    otherwise: Callable[[str], Q] | None = None,
) -> QuerySet[Rows]:
    """The rows that hold every word of what somebody typed, in any order, each as a part of a word.

    A word is looked for in a `FoldedField`, as the whole of the code in `exact`, as it was typed in the
    fields of `containing`, and `otherwise`. All rows for a blank text, none for one of signs only.
    """
    given = words_typed(typed)
    if not given and typed.strip():
        return rows.none()
    for word in given:
        ways = [holds(column, word)]
        ways += [otherwise(word)] if otherwise else []
        ways += [Q(**{f"{exact}__iexact": word.translate(_PLAIN_HYPHENS)})] if exact else []
        ways += [Q(**{f"{name}__icontains": word}) for name in containing]
        rows = rows.filter(reduce(or_, ways))
    return rows
