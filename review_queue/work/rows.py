"""The one way through the rows of a duty: each by itself, so that one that fails stops no other."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import models
from django.db.models import F
from django.db.models.functions import Now

from .models import FailingRow
from .traces import in_words, place_of, wordless

logger = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")

WHOLE = ""
"""The row of a duty that fails as a whole."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One run of a duty, and the rows that failed in it."""

    duty: str
    failed: set[str] = field(default_factory=set)

    def note(self, row: str, error: Exception) -> None:
        """Log it with its trace and keep it for the operator, neither with the error's own words."""
        of_row = f" for {row}" if row else ""
        bare = wordless(error)
        exc_info = (type(bare), bare, bare.__traceback__)
        logger.error("The duty %s failed%s: %s", self.duty, of_row, place_of(error), exc_info=exc_info)
        self.failed.add(row)
        report = {"words": in_words(error), "trouble": place_of(error)}
        mine = FailingRow.objects.filter(duty=self.duty, row=row)
        if not mine.update(times=F("times") + 1, last_at=Now(), **report):
            FailingRow.objects.bulk_create(
                [FailingRow(duty=self.duty, row=row, **report)], ignore_conflicts=True
            )

    def clear(self) -> None:
        """Every row has been tried: one that did not fail is mended, or is no row of the duty any more."""
        FailingRow.objects.filter(duty=self.duty).exclude(row__in=self.failed).delete()


_running: ContextVar[Pass | None] = ContextVar("duty", default=None)


@contextmanager
def running(duty: str) -> Iterator[Pass]:
    """What `for_each_row` meets in here is a run of this duty."""
    this = Pass(duty)
    token = _running.set(this)
    try:
        yield this
    finally:
        _running.reset(token)


def name_of(row: object) -> str:
    """ "reference 4f0c…": the kind of row and its opaque key, never anything about a person."""
    if isinstance(row, models.Model):
        return f"{row._meta.verbose_name} {row.pk}"
    return str(row)


def for_each_row(rows: Iterable[T], act: Callable[[T], R], *, name: Callable[[T], str] = name_of) -> list[R]:
    """Do `act`, a transaction of its own, for every row; what it returned where it did not fail.

    In a duty of the clock a row that fails is logged, shown on *Operations* as `name` says, and tried again
    the next time. Elsewhere the first error is raised once every row has been tried.
    """
    done: list[R] = []
    first: Exception | None = None
    duty = _running.get()
    for row in rows:
        try:
            done.append(act(row))
        except Exception as error:
            first = first or error
            if duty is not None:
                duty.note(name(row)[:200], error)
    if first is not None and duty is None:
        raise first
    return done


def all_at_once(
    rows: Iterable[T], act: Callable[[list[T]], R], *, name: Callable[[T], str] = name_of
) -> list[R]:
    """Do `act` for all rows together, which takes few queries; only if that fails, for each row by itself,
    so that the one at fault is found and the others are done.

    `act` must be a transaction, or change nothing when it is done again. No rows, no call.
    """
    listed = list(rows)
    if len(listed) > 1:
        try:
            return [act(listed)]
        except Exception as error:
            logger.info("Not all at once (%s); each by itself.", place_of(error))
    return for_each_row(listed, lambda row: act([row]), name=name)
