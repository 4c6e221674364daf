from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import BeforeValidator, WithJsonSchema

from endorsement_plugin.models.evidence import AbstractEvidence
from review_queue.typed.numbers import PATTERN, written

TypedNumber = Annotated[
    str, BeforeValidator(written), WithJsonSchema({"type": ["string", "number"], "pattern": PATTERN})
]
"""A number as it is typed, or a number of JSON."""


class EntryPatch(Schema, extra="forbid"):
    """The details of an entry, as the screen asks for them; which of them apply depends on the kind."""

    title: str | None = None
    organization: str | None = None
    started_on: str | None = Field(default=None, description="As in 2025-03-31.")
    ended_on: str | None = None
    hours: TypedNumber | None = Field(default=None, description='Clock hours, as in 2.5 or "2.5".')
    degree: str | None = None
    area: str | None = None
    giver: str | None = None
    giver_email: str | None = None
    giver_category: str | None = None
    setting: str | None = None

    def details(self) -> dict[str, Any]:
        """What was given, null among it."""
        return self.model_dump(exclude_unset=True, exclude={"kind", "id"})


class EntryIn(EntryPatch):
    """A new entry."""

    kind: str
    id: UUID | None = None


class EntryOut(Schema):
    """An entry of the portfolio."""

    id: UUID
    kind: str
    title: str
    organization: str
    started_on: date | None
    ended_on: date | None
    hours: str | None
    degree: str
    area: str
    giver: str
    giver_email: str
    giver_category: str
    setting: str
    revision: int | None = Field(description="None for what was submitted, which changes no more.")

    @classmethod
    def of(cls, row: AbstractEvidence) -> "EntryOut":
        """An entry, or what was submitted of one: that keeps the id of the entry it was taken from."""
        names = [name for name in cls.model_fields if name not in {"id", "hours", "revision"}]
        values = {name: getattr(row, name) for name in names}
        hours = None if row.hours is None else f"{row.hours.normalize():f}"
        revision = getattr(row, "revision", None)
        return cls(id=getattr(row, "origin", row.pk), hours=hours, revision=revision, **values)


class EntryList(Schema):
    """Every entry."""

    count: int
    items: list[EntryOut]
