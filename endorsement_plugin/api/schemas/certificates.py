from datetime import datetime

from ninja import Field, Schema

from endorsement_plugin.certificates.queries import is_overdue
from endorsement_plugin.certificates.rules import FAILED
from endorsement_plugin.models import Badge, Certificate
from endorsement_plugin.rules.states import CertificateState


class CertificateOut(Schema):
    """What has become of a certificate."""

    state: str = Field(description="asked, made or failed.")
    state_label: str
    asked_at: datetime
    made_at: datetime | None
    size: int = Field(description="Bytes; 0 until it is made.")
    reason: str = Field(description="Why it could not be made; else empty.")
    may_be_asked_again: bool

    @classmethod
    def of(cls, row: Certificate) -> "CertificateOut":
        plain = ("state", "asked_at", "made_at", "size")
        return cls(
            **{name: getattr(row, name) for name in plain},
            state_label=row.status.label,
            reason=FAILED.get(row.reason, ""),
            may_be_asked_again=row.status is CertificateState.FAILED or is_overdue(row),
        )


class BadgeOut(Schema):
    """A digital badge."""

    id: str = Field(description="The same for as long as the endorsement has a badge.")
    issued_at: datetime
    token: str = Field(description="The Open Badges 3.0 credential as a signed token (VC-JWT).")

    @classmethod
    def of(cls, row: Badge, token: str) -> "BadgeOut":
        return cls(id=f"urn:uuid:{row.pk}", issued_at=row.issued_at, token=token)
