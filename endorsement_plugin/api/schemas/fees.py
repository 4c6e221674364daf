from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from endorsement_plugin.fees.queries import line_values
from endorsement_plugin.models import Fee, FeeLine
from endorsement_plugin.rules.money import plain


class FeeLineOut(Schema):
    """What is charged for a credential, and when."""

    label: str
    amount: str = Field(description="In the decimals of the currency: 25.00.")
    currency: str = Field(description="ISO 4217.")
    due: str = Field(description="opening, submission, exam, renewal or other.")
    when: str = Field(description="The same in words.")
    settled_before: str = Field(
        description="What waits for it: submission, exam, decision, renewal, reactivation, or nothing."
    )
    designation: str = Field(description="For whom; empty for everybody.")
    note: str

    @classmethod
    def of(cls, line: FeeLine) -> "FeeLineOut":
        """One line."""
        return cls(**line_values(line))


class FeeOut(Schema):
    """What an application or an endorsement owes, or has settled. It stays as it was when it fell due."""

    id: UUID
    label: str
    amount: str = Field(description="In the decimals of the currency: 25.00.")
    currency: str = Field(description="ISO 4217.")
    when: str = Field(description="When it is due, in words.")
    settled_before: str = Field(
        description="What waits for it: submission, exam, decision, renewal, reactivation, or nothing."
    )
    note: str
    state: str = Field(description="due, paid, waived, invoiced or refunded.")
    state_label: str
    fell_due_at: datetime
    settled_at: datetime | None
    refunded: str = Field(description="How much of it was paid back: 0.00 for nothing.")

    @classmethod
    def of(cls, fee: Fee) -> "FeeOut":
        """One fee, without what the association notes of it. Reads its refunds."""
        names = ("id", "label", "currency", "when", "note", "state", "fell_due_at", "settled_at")
        return cls(
            **{name: getattr(fee, name) for name in names},
            amount=plain(fee.amount, fee.currency),
            settled_before=fee.holds,
            refunded=plain(fee.refunded, fee.currency),
            state_label=fee.status.label,
        )


class FeeList(Schema):
    count: int
    items: list[FeeOut]


class PayOut(Schema):
    address: str = Field(description="Where to go on to pay: a page of the payment provider's.")
