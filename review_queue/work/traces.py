"""What may be told of an error: its type, where it was raised, and in plain words what went wrong.

Its own words may name a person: a database quotes the row that it refused.
"""

import traceback

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, DataError, IntegrityError

UNKNOWN = "The program met an unknown error."
_FAMILIES: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((IntegrityError,), "The database refused what was to be written."),
    ((DataError,), "A value does not fit into the database."),
    ((DatabaseError,), "The database was busy, or could not be reached."),
    ((ObjectDoesNotExist, LookupError), "Something that it needs is not there."),
    ((TimeoutError,), "Something took too long."),
    ((FileNotFoundError,), "A file is not there."),
    ((OSError,), "A file or another machine could not be reached."),
    ((ArithmeticError,), "A number or a day is out of range."),
    ((ValueError, TypeError, AttributeError), "A value is not of the kind that was expected."),
    ((AssertionError,), "The program found itself in a state that it rules out."),
)


def in_words(error: Exception) -> str:
    """One sentence for a family of errors; the first family that fits."""
    return next((words for family, words in _FAMILIES if isinstance(error, family)), UNKNOWN)


def place_of(error: Exception) -> str:
    """ "ValueError at read:12": its type, and the function and line that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__qualname__}{place}"[:200]


def wordless(error: BaseException) -> BaseException:
    """An error of the same type with the same trace, and so for what led to it, but without words: for
    `exc_info`, so that every handler of the log may write all of it."""
    bare = _bare(error)
    bare.__traceback__ = error.__traceback__
    before = error.__cause__ or error.__context__
    bare.__cause__ = wordless(before) if before is not None else None
    return bare


def _bare(error: BaseException) -> BaseException:
    """Made without its own initializer, which may ask for words that its `__str__` then misses."""
    kind = type(error)
    try:
        bare = kind.__new__(kind)
        return Exception() if str(bare) else bare
    except Exception:
        return Exception()
