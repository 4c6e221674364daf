"""Many entries at once in JSON: what was pasted, and what each row would become."""

from typing import Any

from ninja import Field, Schema

from endorsement_plugin.portfolio.pasting import Pasted, Reading


class PasteIn(Schema):
    """Rows as a spreadsheet has them: columns apart by tabs, semicolons or commas."""

    kind: str = "training"
    text: str
    columns: dict[int, str] = Field(
        default={}, description="By place from 0, the detail that a column holds, where the guess is wrong."
    )
    confirmed: bool = Field(default=False, description="True to add also what is likely a slip.")
    add: bool = Field(default=False, description="False only shows what the rows would become.")


class PastedOut(Schema):
    """One row."""

    row: int
    details: dict[str, Any]
    problems: list[str]
    there: str = Field(description="Why it is not added again; empty if it is new.")

    @classmethod
    def of(cls, one: Pasted) -> "PastedOut":
        """One row."""
        return cls(row=one.number, details=dict(one.details), problems=list(one.problems), there=one.there)


class PasteOut(Schema):
    """What the rows become, or became."""

    added: int
    columns: dict[int, str]
    rows: list[PastedOut]

    @classmethod
    def of(cls, reading: Reading, added: int) -> "PasteOut":
        """All of it."""
        return cls(
            added=added, columns=dict(reading.columns), rows=[PastedOut.of(one) for one in reading.rows]
        )
