"""A period of an endorsement in JSON: how far it has come, what is signed, and what came of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from endorsement_plugin.models import Renewal
from endorsement_plugin.renewals.queries.due_periods import DuePeriods
from endorsement_plugin.renewals.queries.periods import Statement
from endorsement_plugin.renewals.queries.progress import Progress
from endorsement_plugin.requirements.findings import Finding

from .evidence import EntryOut


class AskedOut(Schema):
    """One requirement of a period, as it stands."""

    clause: str
    sentence: str
    value: str
    minimum: str
    unit: str
    met: bool
    detail: str

    @classmethod
    def of(cls, finding: Finding) -> "AskedOut":
        """One finding."""
        plain = ("sentence", "value", "minimum", "unit", "met", "detail")
        return cls(clause=finding.clause_id, **{name: getattr(finding, name) for name in plain})


class StatementOut(Schema):
    """A statement to sign; `digest` is sent back in `agreed`."""

    title: str
    statement: str = Field(description="HTML.")
    version: str
    digest: str

    @classmethod
    def of(cls, one: Statement) -> "StatementOut":
        """One statement."""
        return cls(title=one.title, statement=one.statement, version=one.version, digest=one.digest)


class QuestionOut(Schema):
    """A yes/no question on which hours depend. What is not answered asks for the hours."""

    name: str
    condition: str = Field(description="The rest of “if …”.")
    denied: bool


class PeriodOut(Schema):
    """The present period of an endorsement."""

    number: str
    credential: str
    starts_on: date
    due: date
    opens_on: date = Field(description="From when it can be renewed.")
    state: str
    phase: str = Field(description="early, open, late or over.")
    words: str = Field(description="The same in a sentence.")
    policy: int | None = Field(description="What it is held to; send it back in `seen`. Null: none yet.")
    complete: bool = Field(description="Whether nothing is missing but the signatures.")
    asked: list[AskedOut]
    questions: list[QuestionOut]
    statements: list[StatementOut]
    fee: str = Field(description="In words; empty where none is named.")

    @classmethod
    def of(cls, progress: Progress, today: date) -> "PeriodOut":
        """One period on a day."""
        period = progress.period
        denied = period.renewal.denied if period.renewal else []
        return cls(
            number=period.endorsement.number,
            credential=period.endorsement.credential.code,
            starts_on=period.starts_on,
            due=period.due,
            opens_on=period.cycle.opens_on(period.due),
            state=period.state,
            phase=period.phase(today),
            words=period.in_words(today),
            policy=period.policy.pk if period.policy else None,
            complete=progress.is_complete,
            asked=[AskedOut.of(one) for one in progress.findings],
            questions=[
                QuestionOut(name=name, condition=words, denied=name in denied)
                for name, words in period.questions.items()
            ],
            statements=[StatementOut.of(one) for one in period.statements],
            fee=period.fee(today),
        )


class PeriodList(Schema):
    """The present periods of what somebody holds."""

    count: int
    items: list[PeriodOut]

    @classmethod
    def of(cls, each: Sequence[Progress], today: date) -> "PeriodList":
        """Several on a day."""
        return cls(count=len(each), items=[PeriodOut.of(one, today) for one in each])


class LoggedOut(Schema):
    """An entry as far as it falls into a period, and where it counts."""

    entry: EntryOut
    hours: str | None = Field(description="The part of its hours that falls into the period.")
    counted: bool
    counted_for: str = Field(description="The number that it counts for where it counts for one; or empty.")
    words: list[str]


class RenewingOut(Schema):
    """What is renewed together: this endorsement, and what is due on the same day."""

    periods: list[PeriodOut]
    logged: list[LoggedOut]
    can_be_sent: bool

    @classmethod
    def of(cls, due_periods: DuePeriods) -> "RenewingOut":
        """As the page shows it."""
        numbers = {one.period.endorsement.pk: one.period.endorsement.number for one in due_periods.each}
        return cls(
            periods=[PeriodOut.of(one, due_periods.today) for one in due_periods.each],
            can_be_sent=due_periods.can_be_sent,
            logged=[
                LoggedOut(
                    entry=EntryOut.of(one.row),
                    hours=None if (hours := one.inside.inside.hours) is None else f"{hours.normalize():f}",
                    counted=one.counts,
                    counted_for=numbers.get(one.counted_for, "") if one.is_apart else "",
                    words=[use.words for _, use in one.uses] or ([one.why_not] if one.why_not else []),
                )
                for one in due_periods.entries
            ],
        )


class AnswersIn(Schema):
    """Yes or no to the questions on which hours depend, by name."""

    answers: dict[str, bool]


class CountedForIn(Schema):
    """What an activity counts for, where a policy lets it count for one endorsement only."""

    entry: UUID


class SeenIn(Schema):
    """What was read of an endorsement before it is renewed."""

    due: date
    policy: int


class RenewIn(Schema):
    """What is renewed with it, and what is signed."""

    others: list[str] = Field(
        default=[], description="Numbers of others that are due on the same day and renewed with it."
    )
    typed_name: str = ""
    agreed: list[str] = Field(default=[], description="The `digest` of each statement that is agreed to.")
    seen: dict[str, SeenIn] = Field(
        default={},
        description="By number, `due` and `policy` as they were read: with others it is refused as stale.",
    )


class ReceiptOut(Schema):
    """A period that was submitted, and what came of it."""

    id: UUID
    number: str
    starts_on: date
    due: date
    state: str
    receipt: str
    submitted_at: datetime | None
    renewed_on: date | None
    findings: list[dict[str, Any]]
    signatures: list[dict[str, Any]]
    entries: list[EntryOut]
    revision: int

    @classmethod
    def of(cls, row: Renewal) -> "ReceiptOut":
        """Reads the endorsement and what was submitted."""
        plain = ("id", "starts_on", "due", "state", "receipt", "submitted_at", "renewed_on", "revision")
        return cls(
            number=row.endorsement.number,
            findings=row.findings,
            signatures=row.signatures,
            entries=[EntryOut.of(one) for one in row.evidence.all()],
            **{name: getattr(row, name) for name in plain},
        )


class ReceiptList(Schema):
    """What was renewed together."""

    count: int
    items: list[ReceiptOut]
