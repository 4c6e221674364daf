"""Files of rows that go: removed once the rows are gone for good."""

from collections.abc import Callable
from typing import Any

from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models import QuerySet


def forget_files(rows: QuerySet[Any]) -> None:
    """Have the files of these rows, which the caller deletes, removed after the transaction.

    A file without a row is litter, which is swept up; a row without a file is a loss. A storage that fails
    keeps nothing else that follows the transaction from being done.
    """
    fields = [one.name for one in rows.model._meta.concrete_fields if isinstance(one, models.FileField)]
    for row in rows if fields else ():
        for file in (getattr(row, name) for name in fields):
            forget_file(file.storage, file.name)


def forget_file(storage: Storage, name: str | None) -> None:
    """The same of one file, if there is one: its row is deleted, or names it no more."""
    if name:
        transaction.on_commit(_deletion(storage, name), robust=True)


def _deletion(storage: Storage, name: str) -> Callable[[], None]:
    """A function with a name, by which Django's log calls one that failed; a `partial` has none."""

    def delete_file() -> None:
        storage.delete(name)

    return delete_file
