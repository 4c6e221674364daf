"""What fees come to: by what they are for, by credential, or by month, in the state they are in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial

from endorsement_plugin.clock import local
from endorsement_plugin.models import Fee
from endorsement_plugin.rules.states import FeeState

Key = Callable[[Fee], str]


@dataclass
class Total:
    """The sums of one group in one currency, in the currency's own unit."""

    name: str
    currency: str
    is_sum: bool = False
    """Whether it is of all groups of this currency."""
    count: int = 0
    by_state: dict[FeeState, Decimal] = field(default_factory=partial(defaultdict, Decimal))
    refunded: Decimal = Decimal(0)

    def add(self, fee: Fee) -> None:
        """Count one more. Reads its refunds."""
        self.count += 1
        state = FeeState.PAID if fee.status is FeeState.REFUNDED else fee.status
        self.by_state[state] += fee.amount
        self.refunded += fee.refunded

    @property
    def charged(self) -> Decimal:
        """All of it, whatever became of it."""
        return sum(self.by_state.values(), Decimal(0))

    @property
    def kept(self) -> Decimal:
        """What was paid and did not go back."""
        return self.by_state[FeeState.PAID] - self.refunded

    @property
    def share(self) -> int | None:
        """Of a hundred charged, how many were kept, rounded down; None where nothing was charged."""
        return int(100 * self.kept / self.charged) if self.charged else None


def _fell_due(fee: Fee) -> str:
    return _month(local(fee.fell_due_at, fee.association).date())


def _paid(fee: Fee) -> str:
    return _month(fee.paid_on) if fee.paid_on else "Not paid, or no day noted"


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


WAYS: Mapping[str, tuple[str, Key]] = {
    "label": ("Fee", lambda fee: fee.label),
    "credential": ("Credential", lambda fee: f"{fee.credential.code} · {fee.association.short_name}"),
    "month": ("Month due", _fell_due),
    "paid": ("Month paid", _paid),
}
"""What fees are summed up by, with its words."""


def totals(fees: Iterable[Fee], by: str) -> list[Total]:
    """One for each group and currency, in the order of their names; then one for each currency.

    Amounts of different currencies are never added. Reads what each fee is of, and its refunds.
    """
    _, key = WAYS[by]
    groups: dict[tuple[str, str], Total] = {}
    sums: dict[str, Total] = {}
    for fee in fees:
        name = key(fee)
        groups.setdefault((name, fee.currency), Total(name, fee.currency)).add(fee)
        sums.setdefault(fee.currency, Total(f"All, {fee.currency}", fee.currency, is_sum=True)).add(fee)
    return [groups[place] for place in sorted(groups)] + [sums[one] for one in sorted(sums)]
