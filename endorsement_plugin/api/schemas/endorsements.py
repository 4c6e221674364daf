from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from endorsement_plugin.models import Endorsement, EndorsementRequest

from .fees import FeeOut


class RequestOut(Schema):
    """What its holder has asked for and nobody has answered."""

    kind: str = Field(description="leave, back or name.")
    until: date | None = Field(description="The last day of the leave that is asked for.")
    name: str = Field(description="The name that is asked for.")
    words: str
    asked_at: datetime

    @classmethod
    def of(cls, row: EndorsementRequest) -> "RequestOut":
        """Reads nothing more."""
        return cls(**{name: getattr(row, name) for name in ("kind", "until", "name", "words", "asked_at")})


class HeldOut(Schema):
    """An endorsement as its holder sees it."""

    number: str
    name: str
    credential: str
    credential_name: str
    state: str
    state_label: str
    granted_on: date
    renewal_due: date
    provisional_until: date | None
    missing: list[str] = Field(description="What is still to be shown of a provisional one; only on its own.")
    listed: bool = Field(description="Whether the name is in the public registry with it.")
    application: UUID | None = Field(description="What it was granted on; null for what needed none.")
    granted_for: list[str] = Field(description="Numbers of the endorsements that it was granted for holding.")
    fees: list[FeeOut] = Field(description="What it owes and has settled: for renewals, and for a way back.")
    requests: list[RequestOut] = Field(description="What I asked for that waits for an answer.")

    @classmethod
    def of(cls, row: Endorsement, missing: Sequence[str] = ()) -> "HeldOut":
        """Reads the credential, the fees, and the numbers of what it was granted for."""
        plain = ("number", "name", "state", "granted_on", "renewal_due", "provisional_until", "listed")
        return cls(
            **{name: getattr(row, name) for name in plain},
            credential=row.credential.code,
            credential_name=row.credential.name,
            state_label=row.standing,
            missing=list(missing),
            application=row.application_id,
            requests=[RequestOut.of(one) for one in row.requests.all() if not one.outcome],
            granted_for=[one.number for one in row.granted_for.all()],
            fees=[FeeOut.of(fee) for fee in row.fees.all()],
        )


class AskIn(Schema):
    """A leave has `until`, another name `name` and `family_name`; all may have `words`."""

    kind: Literal["leave", "back", "name"]
    until: date | None = None
    name: str = ""
    family_name: str = ""
    words: str = ""

    def filled_in(self) -> dict[str, Any]:
        """As a form reads it."""
        return self.model_dump(exclude={"kind"}, mode="json")


class WithdrawIn(Schema):
    kind: Literal["leave", "back", "name"]


class HeldList(Schema):
    count: int
    items: list[HeldOut]


class ListedIn(Schema):
    listed: bool
