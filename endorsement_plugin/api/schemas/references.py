from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from endorsement_plugin.models import Reference


class RefereePatch(Schema, extra="forbid"):
    """Who is asked. `role` only where the form leaves it to the applicant."""

    name: str | None = None
    email: str | None = None
    role: str | None = None
    waived: bool | None = Field(
        default=None, description="The applicant gives up the right to read what is written."
    )

    def details(self) -> dict[str, Any]:
        """What was given."""
        return self.model_dump(exclude_unset=True, exclude={"slot"})


class RefereeIn(RefereePatch):
    """A referee for one of the places of the form; the first is 1."""

    slot: int


class ReferenceOut(Schema):
    """A request to a referee and how far it has come."""

    id: UUID
    slot: int
    name: str
    email: str
    role: str
    waived: bool
    state: str
    state_label: str
    sent_at: datetime | None
    expires_at: datetime | None
    answered_at: datetime | None
    decline_reason: str

    @classmethod
    def of(cls, row: Reference) -> "ReferenceOut":
        """One row, without what the referee wrote."""
        names = [name for name in cls.model_fields if name != "state_label"]
        return cls(state_label=row.status.label, **{name: getattr(row, name) for name in names})


class ReferenceList(Schema):
    """Every request."""

    count: int
    items: list[ReferenceOut]
