"""What an entry is in JSON: the details of all kinds of evidence, each as the column that keeps it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.db import models
from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, WithJsonSchema, create_model

from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from review_queue.typed.numbers import PATTERN, written

TypedNumber = Annotated[
    str, BeforeValidator(written), WithJsonSchema({"type": ["string", "number"], "pattern": PATTERN})
]
"""A number as it is typed, or a number of JSON."""

HINTS = {
    "started_on": "As in 2025-03-31.",
    "hours": 'Clock hours, as in 2.5 or "2.5".',
    "areas": "The values of competency areas, each one that the entry is about.",
    "hours_per_week": "None for full time.",
}

CONFIRMED = (
    "True for what is likely a slip and is meant all the same: an entry that is there already, or more hours "
    "than its days have. Without it such an entry is refused with the code doubtful."
)

_ASKED = {name for kind in EVIDENCE_KINDS.values() for name in kind.details}
_COLUMNS = [column for column in AbstractEvidence._meta.get_fields() if column.name in _ASKED]


def _given(column: Any) -> tuple[Any, Any]:
    numbers = (models.DecimalField, models.PositiveIntegerField)
    kind: Any = TypedNumber if isinstance(column, numbers) else str
    kind = list[str] if isinstance(column, models.JSONField) else kind
    return kind | None, Field(default=None, description=HINTS.get(column.name))


def _read_type(column: Any) -> tuple[Any, Any]:
    kinds = {models.DateField: date, models.PositiveIntegerField: int, models.JSONField: list[str]}
    kind: Any = kinds.get(type(column), str)
    return kind | None if column.null else kind, ...


_input_fields: dict[str, Any] = {column.name: _given(column) for column in _COLUMNS}
_Given: Any = create_model("_Given", __base__=Schema, **_input_fields)

_read_fields: dict[str, Any] = {
    "id": (UUID, ...),
    "kind": (str, ...),
    **{column.name: _read_type(column) for column in _COLUMNS},
}
_EntryRead: Any = create_model("_EntryRead", __base__=Schema, **_read_fields)


class EntryPatch(_Given):
    """The details of an entry, as the screen asks for them; which of them apply depends on the kind."""

    model_config = ConfigDict(extra="forbid")
    confirmed: bool = Field(default=False, description=CONFIRMED)

    def details(self) -> dict[str, Any]:
        """What was given, null among it."""
        return dict(self.model_dump(exclude_unset=True, exclude={"kind", "id", "confirmed"}))


class EntryIn(EntryPatch):
    """A new entry."""

    kind: str
    id: UUID | None = None


class EntryOut(_EntryRead):
    """An entry of the portfolio."""

    revision: int | None = Field(description="None for what was submitted, which changes no more.")

    @classmethod
    def of(cls, row: AbstractEvidence) -> "EntryOut":
        """An entry, or what was submitted of one: that keeps the id of the entry it was taken from."""
        names = [name for name in cls.model_fields if name not in {"id", "revision"}]
        values = {name: _plainly(getattr(row, name)) for name in names}
        revision = getattr(row, "revision", None)
        return cls(id=getattr(row, "origin", row.pk), revision=revision, **values)


def _plainly(value: Any) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class EntryList(Schema):
    """Every entry."""

    count: int
    items: list[EntryOut]
