"""How both apps lock rows: in one order, and with the keys of rows left free.

Transactions that wait for each other in a circle end in an error, and there is no circle where all lock in
one order. Keys are left free (`no_key`), so that a row that points to a locked one can be written meanwhile:
PostgreSQL checks foreign keys in an order of its own.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
Parts = Mapping[type[Model], tuple[str, ...]]


class RowLocks:
    """The tables of which one transaction locks rows, in the order in which it does.

    `parts` names what is locked after its whole only, and the relations that lead there, the whole first.
    """

    def __init__(self, order: tuple[type[Model], ...], parts: Parts | None = None) -> None:
        self.order, self.parts = order, parts or {}

    def lock(
        self, model: type[Row], rows: QuerySet[Row] | None = None, *, skip_locked: bool = False
    ) -> QuerySet[Row]:
        """Rows that are locked when they are read, until the transaction ends: these, or any of the model.

        A part comes with its whole, which the same query locks before it; what else is joined stays free.
        `model` is named, though `rows` know theirs, so that the order can be read in the source.
        """
        whole = self.parts.get(model, ())
        chosen = model._default_manager.all() if rows is None else rows
        # PostgreSQL locks row by row, and the tables of one row in the order in which they are named here.
        return (chosen.select_related(*whole) if whole else chosen).select_for_update(
            of=(*whole, "self"), no_key=True, skip_locked=skip_locked
        )

    def update_or_create(
        self,
        model: type[Row],
        *,
        defaults: Mapping[str, Any],
        create_defaults: Mapping[str, Any] | None = None,
        **lookup: Any,
    ) -> tuple[Row, bool]:
        """Django's own, which takes the keys of the row as well. The row is locked; whether it is new."""
        row, is_new = self.lock(model).get_or_create(defaults=create_defaults or defaults, **lookup)
        if not is_new:
            for name, value in defaults.items():
                setattr(row, name, value)
            row.save()
        return row, is_new
