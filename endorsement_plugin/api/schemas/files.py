from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from endorsement_plugin.definitions.fields import TranscriptsSection
from endorsement_plugin.models import Transcript


class FileOut(Schema):
    """A transcript and what inspecting it found."""

    id: UUID
    field: str = Field(description="The name of the section it was sent for.")
    name: str
    size: int
    sha256: str
    state: str
    state_label: str
    reason: str
    detail: str = Field(description="Why it was held or refused, in words.")
    pages: int | None
    uploaded_at: datetime

    @classmethod
    def of(cls, row: Transcript) -> "FileOut":
        """One row. Reads the form of its application."""
        asked = row.application.definition.section(TranscriptsSection, row.block_id)
        plain = ("id", "size", "sha256", "state", "reason", "pages", "uploaded_at")
        return cls(
            field=asked.name if asked else "",
            name=row.original_name,
            state_label=row.status.label,
            detail=row.in_words,
            **{name: getattr(row, name) for name in plain},
        )


class FileList(Schema):
    """Every file."""

    count: int
    items: list[FileOut]
