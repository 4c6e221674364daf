"""One row while it is being checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from endorsement_plugin.imports.rows import Reading, Said, said_by
from endorsement_plugin.models import Endorsement, ImportRow, Person

OWN = "This is your own record. Another coordinator has to import it."


@dataclass
class Checked:
    """What a row says, whom it is about, and what would become of it."""

    row: ImportRow
    said: Said
    columns: Mapping[str, int]
    outcome: str = ImportRow.Outcome.NEW
    person: Person | None = None
    account: int | None = None
    """The account that the person has or will have."""
    endorsement: Endorsement | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    """Fields of an endorsement that is there, which the row says otherwise."""
    extra: dict[str, Any] = field(default_factory=dict)
    """What the kind of row needs beside."""

    @classmethod
    def of(cls, row: ImportRow, reading: Reading) -> "Checked":
        """Read, and not yet looked up."""
        return cls(row, said_by(row.cells, reading), reading.columns)

    @property
    def values(self) -> dict[str, Any]:
        """What it says, by field."""
        return self.said.values

    @property
    def finds(self) -> str:
        """Whom it is about."""
        if self.person is not None:
            return "account" if self.person.user_id else "known"
        return "account" if self.account else "new"

    def wrong(self, name: str, sentence: str) -> None:
        """Note a problem beside a field."""
        self.said.wrong(name, sentence)

    def settle(self) -> None:
        """A row with a problem is left out, whatever else was found."""
        if self.said.problems:
            self.outcome = ImportRow.Outcome.PROBLEM

    def is_own(self, by: int) -> bool:
        """Whether it is about whoever moves it in."""
        account = self.person.user_id if self.person is not None else self.account
        return account == by


def rest(checked: Iterable[Checked]) -> list[Checked]:
    """Those without a problem so far."""
    return [one for one in checked if not one.said.problems]
