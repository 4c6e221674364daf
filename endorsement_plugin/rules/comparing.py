"""What several credentials demand, side by side. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Demand(Protocol):
    """A requirement as it is read: of a kind, in a sentence, perhaps a group of others."""

    @property
    def kind(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def parts(self) -> "Sequence[Demand]": ...


@dataclass(frozen=True)
class Row:
    """One kind of requirement: the sentences of each credential, in the order the credentials were given."""

    kind: str
    cells: tuple[tuple[str, ...], ...]


def compared(demands: Sequence[Sequence[Demand]], order: Sequence[str]) -> tuple[Row, ...]:
    """A row for each kind that any of them demands, in this order; kinds that it does not name come last.

    Each requirement stands in exactly one row, a group in that of the first thing it offers.
    """
    kinds = {kind_of(clause) for clauses in demands for clause in clauses}
    ordered = [kind for kind in order if kind in kinds] + sorted(kinds - set(order))
    return tuple(Row(kind, tuple(_sentences(clauses, kind) for clauses in demands)) for kind in ordered)


def kind_of(clause: Demand) -> str:
    """What a requirement is about; of a group, what its first part is about."""
    return kind_of(clause.parts[0]) if clause.parts else clause.kind


def _sentences(clauses: Sequence[Demand], kind: str) -> tuple[str, ...]:
    return tuple(clause.sentence for clause in clauses if kind_of(clause) == kind)
