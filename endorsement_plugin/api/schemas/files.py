from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from endorsement_plugin.definitions.fields import PdfSection, TranscriptsSection
from endorsement_plugin.definitions.form import FormDefinition
from endorsement_plugin.models import AuditDocument, ExamFile, Transcript


class InspectedOut(Schema):
    """A PDF that was sent, and what inspecting it found."""

    id: UUID
    name: str
    size: int
    sha256: str
    state: str
    state_label: str
    reason: str
    detail: str = Field(description="Why it was held or refused, in words.")
    pages: int | None
    uploaded_at: datetime


def inspected(row: Transcript | AuditDocument | ExamFile) -> dict[str, Any]:
    """The values of `InspectedOut` for one row."""
    plain = ("id", "size", "sha256", "state", "reason", "pages", "uploaded_at")
    words = {"name": row.original_name, "state_label": row.status.label, "detail": row.in_words}
    return words | {name: getattr(row, name) for name in plain}


class FileOut(InspectedOut):
    """A transcript and what inspecting it found."""

    field: str = Field(description="The name of the section it was sent for.")

    @classmethod
    def of(cls, row: Transcript) -> "FileOut":
        """One row. Reads the form of its application."""
        asked = row.application.definition.section(TranscriptsSection, row.block_id)
        return cls(field=asked.name if asked else "", **inspected(row))


class FileList(Schema):
    """Every file."""

    count: int
    items: list[FileOut]


class ExamFileOut(InspectedOut):
    """A PDF answer and what inspecting it found."""

    field: str = Field(description="The name of the question it answers.")

    @classmethod
    def of(cls, row: ExamFile, paper: FormDefinition) -> "ExamFileOut":
        """One row of an exam with this paper."""
        asked = paper.section(PdfSection, row.block_id)
        return cls(field=asked.name if asked else "", **inspected(row))


class ExamFileList(Schema):
    """Every PDF of an exam."""

    count: int
    items: list[ExamFileOut]
