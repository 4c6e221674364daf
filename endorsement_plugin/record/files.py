"""Files of rows that go: removed once the rows are gone for good."""

from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet


def forget_files(rows: QuerySet[Any]) -> None:
    """Have the files of these rows, which the caller deletes, removed after the transaction.

    A file without a row is litter, which is swept up; a row without a file is a loss.
    """
    fields = [one.name for one in rows.model._meta.concrete_fields if isinstance(one, models.FileField)]
    for row in rows if fields else ():
        for file in (getattr(row, name) for name in fields):
            if file:
                transaction.on_commit(partial(file.storage.delete, file.name))
