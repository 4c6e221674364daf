"""Reading and writing the clauses of a requirement set.

The stored form is what `endorsement_plugin.blocks.requirements` compiles: one object per clause with `id` and
`kind`, decimals as strings. `parse` and `dump` are inverses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from .kinds import (
    AnyOf,
    Area,
    Attestation,
    Clause,
    Education,
    Exam,
    Portfolio,
    Quota,
    References,
    Supervision,
    Training,
    Transcripts,
    Work,
)
from .wording import sentence

__all__ = ["Clause", "areas", "dump", "everyone", "parse", "requires_exam", "sentence"]

KINDS: Mapping[str, type[Clause]] = {
    kind.kind: kind
    for kind in (
        Education,
        Work,
        Training,
        Supervision,
        References,
        Portfolio,
        Attestation,
        Transcripts,
        Exam,
        AnyOf,
    )
}


def parse(stored: Sequence[Mapping[str, Any]]) -> tuple[Clause, ...]:
    """The clauses of a requirement set, in the editor's order. An unknown kind raises KeyError."""
    return tuple(_parse_one(item) for item in stored)


def dump(clauses: Sequence[Clause]) -> list[dict[str, Any]]:
    """The clauses as plain JSON values."""
    return [_dump_one(clause) for clause in clauses]


def everyone(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Every clause, also those inside a group."""
    found: list[Clause] = []
    for clause in clauses:
        found.append(clause)
        if isinstance(clause, AnyOf):
            found.extend(everyone(clause.clauses))
    return tuple(found)


def areas(clauses: Sequence[Clause]) -> tuple[Area, ...]:
    """The areas that entries can be tagged with: competency areas first, then those of training quotas."""
    named: dict[str, Area] = {}
    for clause in everyone(clauses):
        if isinstance(clause, Portfolio):
            named.update({area.value: area for area in clause.areas})
    for clause in everyone(clauses):
        if isinstance(clause, Training):
            for quota in clause.quotas:
                named.setdefault(quota.area, Area(quota.area, quota.label))
    return tuple(named.values())


def requires_exam(clauses: Sequence[Clause]) -> bool:
    """Whether an exam is demanded, whatever the designation."""
    return any(isinstance(clause, Exam) for clause in everyone(clauses))


def _parse_one(item: Mapping[str, Any]) -> Clause:
    kind = KINDS[item["kind"]]
    given = {field.name: item[field.name] for field in fields(kind) if field.name in item}
    return kind(**{name: _READ.get(name, _same)(value) for name, value in given.items()})


def _dump_one(clause: Clause) -> dict[str, Any]:
    plain = {name: _plain(value) for name, value in asdict(clause).items() if name != "clauses"}
    if isinstance(clause, AnyOf):
        plain["clauses"] = dump(clause.clauses)
    return {"kind": clause.kind, **plain}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value


def _same(value: Any) -> Any:
    return value


def _quotas(value: Sequence[Mapping[str, str]]) -> tuple[Quota, ...]:
    return tuple(Quota(item["area"], item["label"], Decimal(item["hours"])) for item in value)


def _areas(value: Sequence[Mapping[str, str]]) -> tuple[Area, ...]:
    return tuple(Area(item["value"], item["label"]) for item in value)


_READ: Mapping[str, Any] = {
    "degrees": tuple,
    "after": tuple,
    "years": Decimal,
    "hours": Decimal,
    "quotas": _quotas,
    "areas": _areas,
    "clauses": parse,
}
