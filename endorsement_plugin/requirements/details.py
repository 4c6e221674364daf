"""What a kind of evidence says for itself.

One that does not say which of its details identify a person does not import.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from .evidence import Entry


@dataclass(frozen=True)
class Detail:
    """How one detail is asked for, and what is said when it is missing; optional if nothing is.

    `counts`: requirements are measured by it. `may_be_to_come`: a day that may lie in the future.
    `chosen_from`: what of the requirements' offers it is chosen from; it is text where they offer nothing,
    or, if optional, not asked for. `on_demand`: asked for only where a requirement counts it (`Clause.asks`).
    """

    label: str
    hint: str = ""
    missing: str = ""
    counts: bool = False
    may_be_to_come: bool = False
    chosen_from: str = ""
    on_demand: bool = False


@dataclass(frozen=True)
class EvidenceKind:
    """One kind. `details` by the column that keeps them, in the order in which they are asked for.

    `identifies`: the columns that tell who somebody is, each with the kind of identifier that is masked; {}
    if none does. `heading`: what an entry is called by. `since`, `until`: the words before a first day that
    has no last one, and before a last day that has no first. Raises ValueError for a row that leaves open
    what leaves for masking, or that counts or names what there is not.
    """

    value: str
    label: str
    noun: str
    details: Mapping[str, Detail]
    identifies: Mapping[str, str] | None = None
    heading: tuple[str, ...] = ("title",)
    since: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        if self.identifies is None:
            raise ValueError(
                f"Evidence of the kind “{self.value}” must say which of its details identify a person, so "
                "that they are masked: identifies={column: kind of identifier}, or {} if none does."
            )
        unknown = {*self.identifies, *self.heading} - {*self.details}
        uncounted = {*self.counted} - {field.name for field in fields(Entry)}
        if unknown or uncounted:
            names = ", ".join(sorted(unknown | uncounted))
            raise ValueError(f"Evidence of the kind “{self.value}” has no such detail: {names}.")

    @property
    def counted(self) -> tuple[str, ...]:
        """The details that requirements are measured by."""
        return tuple(name for name, detail in self.details.items() if detail.counts)
