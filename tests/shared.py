"""Rows that all tests of a module find: written once, in a transaction around those of its tests.

For rows that take longer to write than most tests run. A module with a test that commits cannot share any.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction
from pytest_django import DjangoDbBlocker

Made = TypeVar("Made")


@contextmanager
def shared(blocker: DjangoDbBlocker, make: Callable[[], Made]) -> Iterator[Made]:
    """Yield what `make` wrote; its rows are gone afterwards.

    What a test writes is rolled back to here. The objects are one test's only if it gets a deep copy of them,
    as Django's `setUpTestData` makes one. Mail that `make` sends is in no test's outbox.
    """
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]  # `make` may open durable ones, as a test may
    with blocker.unblock():
        around.__enter__()
    try:
        with blocker.unblock():
            made = make()
        yield made
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)
