from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from endorsement_plugin.errors import Problem
from endorsement_plugin.models import Sitting
from endorsement_plugin.screens.getters import is_open

from .applications import ProblemOut


class AnswersIn(Schema, extra="forbid"):
    """Answers by question name; absent stays as it is, null clears."""

    answers: dict[str, Any]


class SittingOut(Schema):
    """One candidate at one exam paper."""

    id: UUID
    application: UUID
    number: int
    state: str
    state_label: str
    revision: int
    opens_on: date
    handed_in_at: datetime | None
    feedback: str
    definition: dict[str, Any] | None = Field(description="The paper, only while the exam is being written.")
    answers: dict[str, Any] | None
    problems: list[ProblemOut] = []

    @classmethod
    def of(cls, row: Sitting, *, paper: bool = True, problems: Iterable[Problem] = ()) -> "SittingOut":
        """One sitting. Reads its application and its paper."""
        plain = ("id", "number", "state", "revision", "opens_on", "handed_in_at", "feedback")
        shown = paper and is_open(row)
        return cls(
            **{name: getattr(row, name) for name in plain},
            application=row.application_id,
            state_label=row.status.label,
            definition=row.paper.definition if shown else None,
            answers=_answers(row) if shown else None,
            problems=ProblemOut.all_of(problems),
        )


class SittingList(Schema):
    """Every exam of a person."""

    count: int
    items: list[SittingOut]


def _answers(row: Sitting) -> dict[str, Any]:
    return {field.name: row.draft.get(field.id) for field in row.paper.parsed.questions}
