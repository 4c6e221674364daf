"""How money came and went. Pure."""

from enum import StrEnum


class Method(StrEnum):
    """How something was paid or paid back."""

    CHECK = "check"
    TRANSFER = "transfer"
    CASH = "cash"
    CARD = "card"
    PROVIDER = "provider"

    @property
    def label(self) -> str:
        """In plain English, for screens."""
        return LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(one.value, one.label) for one in cls]


LABELS = {
    Method.CHECK: "Check",
    Method.TRANSFER: "Bank transfer",
    Method.CASH: "Cash",
    Method.CARD: "Card, taken elsewhere",
    Method.PROVIDER: "Online, by the payment provider",
}
BY_HAND = [pair for pair in Method.choices() if pair[0] != Method.PROVIDER]
"""What a coordinator can say of money that came in; what the provider took, it says itself."""


class PaymentState(StrEnum):
    """Where one try to pay online stands."""

    STARTED = "started"
    PAID = "paid"
    FAILED = "failed"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(one.value, one.value.capitalize()) for one in cls]
