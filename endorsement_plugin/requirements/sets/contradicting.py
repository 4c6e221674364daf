"""Requirements that cannot both be the rule: two counts of one thing for the same applicants."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from endorsement_plugin.requirements.clauses import dump
from endorsement_plugin.requirements.kinds import Clause
from endorsement_plugin.requirements.wording import spelled

from .changes import without_ids


def contradicting(clauses: Sequence[Clause]) -> Iterator[int]:
    """The places of those that count what another one above counts: 30 hours of training, and 48.

    Less now, and more of which the rest may follow later, is no contradiction.
    """
    seen: set[Any] = set()
    for place, clause in enumerate(clauses):
        counted = (clause.kind, spelled(clause.designation), clause.may_follow)
        of_whom = (clause.held_from, clause.held_below)
        about = (of_whom, counted if clause.stands_once else _about(clause))
        if about in seen:
            yield place
        seen.add(about)


def repeated(clauses: Sequence[Clause]) -> Iterator[int]:
    """The places of those that say what another one above says."""
    seen: set[str] = set()
    for place, stored in enumerate(dump(clauses)):
        said = repr(without_ids(stored))
        if said in seen:
            yield place
        seen.add(said)


def _about(value: Any) -> Any:
    """What a requirement is about, without how much of it: no numbers, and no parts that hold numbers."""
    if isinstance(value, str):
        return spelled(value)
    if isinstance(value, tuple):
        return frozenset(_about(item) for item in value if not _counts(item))
    if not is_dataclass(value):
        return value if isinstance(value, bool) else None
    names = [field.name for field in fields(value) if field.name != "id"]
    return (type(value).__name__, *((name, _about(getattr(value, name))) for name in names))


def _counts(part: Any) -> bool:
    return is_dataclass(part) and any(
        isinstance(getattr(part, field.name), Decimal) for field in fields(part)
    )
