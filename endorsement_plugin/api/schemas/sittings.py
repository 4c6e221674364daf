from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from endorsement_plugin.errors import Problem
from endorsement_plugin.models import MaskingDetails, Sitting, SittingPart
from endorsement_plugin.screens.getters import is_open

from .applications import ProblemOut


class AnswersIn(Schema, extra="forbid"):
    """Answers by question name; absent stays as it is, null clears."""

    answers: dict[str, Any]


class MaskingIn(Schema, extra="forbid"):
    """By what else whoever reads my answers could know me. What is left out is empty.

    Used for this exam alone: to mask it, and to keep those from it who have declared a conflict with what is
    named.
    """

    middle_names: str = ""
    other_script: str = Field("", description="My name in another script.")
    birth_date: date | None = None
    places: str = Field("", description="Addresses and towns, one a line.")
    web_sites: str = Field("", description="One a line.")
    organizations: str = Field("", description="Those that no part of the application names, one a line.")
    people: str = Field("", description="Supervisors, colleagues, and nicknames of any of them, one a line.")


class MaskingOut(MaskingIn):
    """What is kept as long as the answers."""

    revision: int

    @classmethod
    def of(cls, row: MaskingDetails | None) -> "MaskingOut":
        """Of whoever has given nothing: all empty, revision 0."""
        kept = row or MaskingDetails(revision=0)
        return cls(**{name: getattr(kept, name) for name in cls.model_fields})


class PartOut(Schema):
    """One part of an exam: what it needs, and what came of it once the application is decided."""

    part: str = Field(description="What its outcomes are stored by.")
    label: str
    needed: str = Field(description="In words: at least 80%, at least 12 of 15 points, a pass.")
    pass_mark: Decimal = Field(description="In `unit`; 0 where it is passed or not without a score.")
    unit: str = Field(description="percent or points.")
    maximum: Decimal = Field(description="The points there are; 0 where scores are percentages.")
    written_here: bool = Field(
        description="Whether its answers are written in the paper, or it is sat elsewhere."
    )
    outcome: str = Field(description="passed or failed; empty until the application is decided.")
    score: Decimal | None

    @classmethod
    def of(cls, row: SittingPart, *, told: bool) -> "PartOut":
        """One part."""
        plain = ("label", "pass_mark", "unit", "maximum")
        return cls(
            **{name: getattr(row, name) for name in plain},
            part=row.value,
            needed=row.rule.needed,
            written_here=row.on_paper,
            outcome=row.outcome if told else "",
            score=row.score if told else None,
        )

    @classmethod
    def all_of(cls, row: Sitting) -> "list[PartOut]":
        """The parts of a sitting; empty for an exam without parts."""
        return [cls.of(part, told=row.is_told) for part in row.parts.all()]


class SittingOut(Schema):
    """One candidate at one exam paper."""

    id: UUID
    application: UUID
    number: int
    state: str
    state_label: str
    revision: int
    opens_on: date
    open_until: date | None = Field(description="The last day on which it may be begun, if there is one.")
    parts: list[PartOut]
    handed_in_at: datetime | None
    feedback: str
    definition: dict[str, Any] | None = Field(description="The paper, only while the exam is being written.")
    answers: dict[str, Any] | None
    problems: list[ProblemOut] = []

    @classmethod
    def of(cls, row: Sitting, *, paper: bool = True, problems: Iterable[Problem] = ()) -> "SittingOut":
        """One sitting. Reads its application and its paper."""
        plain = ("id", "number", "state", "revision", "opens_on", "open_until", "handed_in_at")
        shown = paper and is_open(row)
        return cls(
            **{name: getattr(row, name) for name in plain},
            application=row.application_id,
            state_label=row.status.label,
            parts=PartOut.all_of(row),
            feedback=row.feedback if row.closed_at else "",
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
