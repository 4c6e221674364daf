"""An audit in JSON: what is asked for, what was sent, and what was found."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ninja import Field, Schema

from endorsement_plugin.models import AuditDocument
from endorsement_plugin.renewals.queries.audit import AuditCase, AuditedEntry
from endorsement_plugin.rules.seasons.audit import EntryOutcome
from endorsement_plugin.rules.states import RenewalState

from .files import InspectedOut, inspected


class DocumentOut(InspectedOut):
    """A file that was sent, and what inspecting it found."""

    origin: UUID | None = Field(description="The entry it shows; null: several.")

    @classmethod
    def of(cls, row: AuditDocument) -> "DocumentOut":
        """One row."""
        return cls(origin=row.origin, **inspected(row))

    @classmethod
    def of_each(cls, rows: Iterable[AuditDocument]) -> "list[DocumentOut]":
        """Several."""
        return [cls.of(row) for row in rows]


class AuditedEntryOut(Schema):
    """An entry of the renewal, with what was sent for it and what a coordinator found."""

    origin: UUID
    heading: str
    outcome: str = Field(description="Empty before it was looked at.")
    outcome_label: str
    note: str
    documents: list[DocumentOut]

    @classmethod
    def of(cls, one: AuditedEntry) -> "AuditedEntryOut":
        """One entry."""
        found = one.finding
        return cls(
            origin=one.entry.origin,
            heading=one.entry.heading,
            outcome=found.outcome if found else "",
            outcome_label=EntryOutcome(found.outcome).label if found else "",
            note=found.note if found else "",
            documents=DocumentOut.of_each(one.documents),
        )


class AuditOut(Schema):
    """A renewal that was drawn for the audit. `id` is that of its receipt."""

    id: UUID
    number: str
    starts_on: date
    due: date
    state: str
    asked: bool = Field(description="Whether documents can be sent and taken back now.")
    note: str = Field(description="What a coordinator wrote with the outcome.")
    entries: list[AuditedEntryOut]
    several: list[DocumentOut] = Field(description="Documents that are about several entries.")

    @classmethod
    def of(cls, case: AuditCase) -> "AuditOut":
        """One case."""
        row = case.renewal
        outcome = row.status in {RenewalState.SENT_BACK, RenewalState.NOT_RENEWED}
        return cls(
            number=row.endorsement.number,
            asked=row.status is RenewalState.IN_AUDIT,
            note=row.note if outcome else "",
            entries=[AuditedEntryOut.of(one) for one in case.entries],
            several=DocumentOut.of_each(case.general),
            **{name: getattr(row, name) for name in ("id", "starts_on", "due", "state")},
        )


class AuditList(Schema):
    """All of mine."""

    count: int
    items: list[AuditOut]
