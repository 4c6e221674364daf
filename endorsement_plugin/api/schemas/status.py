from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from endorsement_plugin.applications.queries.applications import Moment, Status
from endorsement_plugin.models import Application, Sitting, Submission

from .fees import FeeOut
from .files import FileOut
from .references import ReferenceOut
from .sittings import PartOut


class HappenedOut(Schema):
    """Something that happened, in the applicant's words."""

    at: datetime
    action: str
    words: str

    @classmethod
    def of(cls, moment: Moment) -> "HappenedOut":
        """One line of the history."""
        return cls(at=moment.event.at, action=moment.event.action, words=moment.words)


class SittingLine(Schema):
    """An exam of this application; it is written at `/sittings/`."""

    id: UUID
    number: int
    state: str
    state_label: str
    opens_on: date
    parts: list[PartOut]

    @classmethod
    def of(cls, row: Sitting) -> "SittingLine":
        """One sitting."""
        names = ("id", "number", "state", "opens_on")
        own = {name: getattr(row, name) for name in names}
        return cls(state_label=row.status.label, parts=PartOut.all_of(row), **own)


class DecisionOut(Schema):
    """What was decided. The letter is `letter`."""

    outcome: str
    decided_at: datetime
    subject: str
    letter: str


class SubmissionOut(Schema):
    """A submission before the last, with what was promised then."""

    number: int
    submitted_at: datetime
    answer_by: date | None
    exam_from: date | None

    @classmethod
    def of(cls, row: Submission) -> "SubmissionOut":
        """One of them."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class StatusOut(Schema):
    """Where an application stands, with the promised dates."""

    id: UUID
    state: str
    state_label: str
    answer_by: date | None
    exam_from: date | None
    return_note: str
    earlier: list[SubmissionOut]
    references: list[ReferenceOut]
    files: list[FileOut]
    fees: list[FeeOut]
    how_to_pay: str = Field(description="In the association's words.")
    sittings: list[SittingLine]
    history: list[HappenedOut]
    decision: DecisionOut | None
    endorsement: str | None

    @classmethod
    def of(cls, row: Application, seen: Status) -> "StatusOut":
        """What the status page shows."""
        plain = ("id", "state", "answer_by", "return_note")
        named = [seat.reference for seat in seen.seats if seat.reference]
        return cls(
            **{name: getattr(row, name) for name in plain},
            state_label=row.status.label,
            exam_from=row.exam_from if seen.with_exam else None,
            earlier=[SubmissionOut.of(submission) for submission in seen.earlier],
            references=[ReferenceOut.of(reference) for reference in named],
            files=[FileOut.of(transcript) for transcript in seen.transcripts],
            fees=[FeeOut.of(fee) for fee in seen.fees],
            how_to_pay=row.association.how_to_pay,
            sittings=[SittingLine.of(sitting) for sitting in seen.sittings],
            history=[HappenedOut.of(moment) for moment in seen.history],
            decision=_decision(seen),
            endorsement=seen.endorsement.number if seen.endorsement else None,
        )


def _decision(seen: Status) -> DecisionOut | None:
    if seen.decision is None:
        return None
    made = seen.decision
    return DecisionOut(
        outcome=made.outcome,
        decided_at=made.decided_at,
        subject=made.letter_subject,
        letter=made.letter,
    )
