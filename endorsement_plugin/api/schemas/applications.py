from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from endorsement_plugin.applications.queries.tasks import Task
from endorsement_plugin.errors import Problem
from endorsement_plugin.models import Application
from endorsement_plugin.requirements.accounts import Account
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.rules.states import OPEN_APPLICATION

from .text import Line


class ProblemOut(Schema):
    """One thing to put right; `loc` is the path to it, `step` the step to open."""

    type: str
    loc: list[str]
    msg: str
    step: str
    params: dict[str, str]

    @classmethod
    def all_of(cls, problems: Iterable[Problem]) -> list["ProblemOut"]:
        """In the form's order."""
        return [
            cls(
                type=problem.code,
                loc=list(problem.where),
                msg=problem.message,
                step=problem.step,
                params=problem.params,
            )
            for problem in problems
        ]


class RequirementOut(Schema):
    """One requirement as it stands. `value` and `minimum` are empty where nothing is counted."""

    id: str
    kind: str
    phase: str = Field(description="When it has to be met: submit, review or exam.")
    sentence: str
    value: str
    minimum: str
    unit: str
    met: bool
    detail: str
    may_follow: bool = Field(description="Whether it may still be missing from a provisional endorsement.")

    @classmethod
    def all_of(cls, findings: Iterable[Finding]) -> list["RequirementOut"]:
        """In the editor's order."""
        names = [name for name in cls.model_fields if name != "id"]
        return [
            cls(id=finding.clause_id, **{name: getattr(finding, name) for name in names})
            for finding in findings
        ]


class UseOut(Schema):
    """What became of an entry under one requirement."""

    requirement: str
    counted: bool
    words: str = Field(description="How much of it counts, or why it does not.")


class AccountOut(Schema):
    """What became of one entry of the portfolio."""

    id: UUID
    counted: bool
    why_not: str = Field(description="Why it counts nowhere; empty if it counts.")
    uses: list[UseOut]

    @classmethod
    def all_of(cls, accounts: Iterable[Account]) -> list["AccountOut"]:
        """By the entries' ids."""
        return [
            cls(
                id=UUID(account.entry),
                counted=account.counted,
                why_not=account.why_not,
                uses=[
                    UseOut(requirement=use.clause_id, counted=use.counted, words=use.words)
                    for use in account.uses
                ],
            )
            for account in accounts
        ]


class StepOut(Schema):
    """A step and how far it has come."""

    name: str
    title: str
    progress: str = Field(description="new, progress, done, or quiet for a step that may stay empty.")

    @classmethod
    def of(cls, task: Task) -> "StepOut":
        """A line of the task list."""
        return cls(name=task.name, title=task.title, progress=task.progress.value)


class ApplicationOut(Schema):
    """An application in a line."""

    id: UUID
    form: UUID
    form_version: int
    credential: str
    credential_name: str
    association: str
    state: str
    state_label: str
    revision: int = Field(description='To be sent in If-Match, as in "3".')
    created_at: datetime
    submitted_at: datetime | None
    answer_by: date | None
    exam_from: date | None
    return_note: str
    list_in_registry: bool
    allowed_actions: list[str]

    @classmethod
    def values_of(cls, row: Application) -> dict[str, Any]:
        """The fields, for this shape and for longer ones."""
        plain = ("id", "state", "revision", "created_at", "submitted_at", "answer_by", "exam_from")
        return {name: getattr(row, name) for name in (*plain, "return_note", "list_in_registry")} | {
            "form": row.form_version.form.family,
            "form_version": row.form_version.number,
            "credential": row.credential.code,
            "credential_name": row.credential.name,
            "association": row.association.code,
            "state_label": row.status.label,
            "allowed_actions": _allowed(row),
        }

    @classmethod
    def of(cls, row: Application) -> "ApplicationOut":
        """One row. Reads its form, credential and association."""
        return cls(**cls.values_of(row))


class ApplicationDetail(ApplicationOut):
    """An application with how far it has come."""

    steps: list[StepOut]
    requirements: list[RequirementOut]
    entries: list[AccountOut] = Field(
        description="For each entry of the portfolio whether it counts, and where."
    )


class ApplicationList(Schema):
    """All of a person's applications here."""

    count: int
    items: list[ApplicationOut]


class StartIn(Schema, extra="forbid"):
    """Which form to start: its id in `/forms/`."""

    form: UUID


class StepIn(Schema, extra="forbid"):
    """Answers by question name; absent stays as it is, null clears. `details` is for the person section."""

    answers: dict[str, Any] = {}
    details: dict[str, str] = {}
    complete: bool = False


class StepDetail(Schema):
    """A step with what was written in it, right or wrong."""

    name: str
    title: str
    revision: int
    completed: bool
    answers: dict[str, Any]
    details: dict[str, str] | None = Field(description="Where the step asks who the applicant is.")
    problems: list[ProblemOut] = []


class ScopeIn(Schema, extra="forbid"):
    """One step, or all of it."""

    scope: str | None = None


class CheckedOut(Schema):
    """Whether it could be submitted now."""

    valid: bool
    problems: list[ProblemOut]
    requirements: list[RequirementOut]
    entries: list[AccountOut]


class SignatureIn(Schema, extra="forbid"):
    """A statement that is signed by typing one's name. `statement_hash` is the `sha256` that was shown."""

    field: str
    accepted: bool
    typed_name: Line = Field(max_length=200)
    statement_hash: str


class SubmitIn(Schema, extra="forbid"):
    """What is said at the moment of submitting."""

    list_in_registry: bool = False
    attestations: list[SignatureIn] = []


def _allowed(row: Application) -> list[str]:
    editing = ["save", "submit"] if row.is_editable else []
    return editing + (["withdraw"] if row.status in OPEN_APPLICATION else [])
