from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ninja import Schema

from endorsement_plugin.errors import Problem
from endorsement_plugin.models import Reference

from .applications import ProblemOut


class DeclineIn(Schema, extra="forbid"):
    """Why not, if the referee wants to say."""

    reason: str = ""


class AnsweredOut(Schema):
    """What became of the request."""

    state: str


class RequestOut(Schema):
    """What a referee sees: the applicant's name, the form, and what was written so far."""

    applicant: str
    credential: str
    association: str
    waived: bool
    revision: int
    expires_at: datetime | None
    definition: dict[str, Any]
    answers: dict[str, Any]
    problems: list[ProblemOut] = []

    @classmethod
    def of(cls, row: Reference, problems: Iterable[Problem] = ()) -> "RequestOut":
        """One request. Reads its form, and who asks."""
        application = row.application
        return cls(
            applicant=application.person.name,
            credential=application.credential.name,
            association=application.association.name,
            waived=row.waived,
            revision=row.revision,
            expires_at=row.expires_at,
            definition=row.form_version.definition if row.form_version else {"steps": []},
            answers={field.name: row.draft.get(field.id) for field in row.definition.questions},
            problems=ProblemOut.all_of(problems),
        )
