"""Reading and writing the clauses of a requirement set.

The stored form is what the editor's blocks compile: one object per clause with `id` and `kind`, decimals as
strings. `parse` and `dump` are inverses. What is read how follows from the types of a kind's fields.
"""

from collections.abc import Mapping, Sequence
from dataclasses import Field, fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from .evidence import Area
from .kinds import KINDS, Clause
from .stored import LATER

__all__ = [
    "Clause",
    "areas",
    "asked",
    "depends_on_standings",
    "dump",
    "everyone",
    "labels",
    "offered",
    "parse",
    "requires_exam",
]


def parse(stored: Sequence[Mapping[str, Any]]) -> tuple[Clause, ...]:
    """The clauses of a requirement set, in the editor's order. An unknown kind raises KeyError."""
    return tuple(_parse_one(item) for item in stored)


def dump(clauses: Sequence[Clause]) -> list[dict[str, Any]]:
    """The clauses as plain JSON values."""
    return [_plain(clause) for clause in clauses]


def everyone(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Every clause, also those inside a group."""
    return tuple(one for clause in clauses for one in (clause, *everyone(clause.parts)))


def offered(clauses: Sequence[Clause], what: str, kind: str = "") -> tuple[Area, ...]:
    """What entries, or those of one kind, can be tagged with for these clauses, each value once."""
    named: dict[str, Area] = {}
    for clause in sorted(everyone(clauses), key=lambda clause: clause.offers_last):
        for area in clause.offers_to(kind, what) if kind else clause.offers(what):
            named.setdefault(area.value, area)
    return tuple(named.values())


def areas(clauses: Sequence[Clause]) -> tuple[Area, ...]:
    """The areas that entries can be tagged with: competency areas first, then those of training quotas."""
    return offered(clauses, "areas")


def labels(clauses: Sequence[Clause]) -> Mapping[str, Mapping[str, str]]:
    """The words of what applicants chose for these clauses, by detail and value."""
    return {
        name: {option.value: option.label for option in offered(clauses, name)}
        for name in ("areas", "field", "ages")
    }


def asked(clauses: Sequence[Clause], kind: str) -> frozenset[str]:
    """The details of this kind of evidence that are asked for only because a clause counts them."""
    return frozenset(name for clause in everyone(clauses) for name in clause.asks(kind))


def depends_on_standings(clauses: Sequence[Clause]) -> bool:
    """Whether one of them asks what supervisors or referees are."""
    return any(clause.accepts for clause in everyone(clauses))


def requires_exam(clauses: Sequence[Clause]) -> bool:
    """Whether an exam is demanded, whatever the designation."""
    return any(clause.phase == "exam" for clause in everyone(clauses))


def _parse_one(item: Mapping[str, Any]) -> Clause:
    clause: Clause = _filled(KINDS[item["kind"]], item)
    return clause


def _filled(kind: type, item: Mapping[str, Any]) -> Any:
    types = _types(kind)
    return kind(**{name: _read(types[name], item[name]) for name in types if name in item})


@cache
def _types(kind: type) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _read(hint: Any, value: Any) -> Any:
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], item) for item in value)
    if hint is Decimal:
        return Decimal(value)
    if hint is Clause:
        return _parse_one(value)
    return _filled(hint, value) if isinstance(hint, type) and is_dataclass(hint) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        said = [field for field in fields(value) if not _is_unsaid(value, field)]
        own = {field.name: _plain(getattr(value, field.name)) for field in said}
        return {"kind": value.kind, **own} if isinstance(value, Clause) else own
    return value


def _is_unsaid(value: Any, field: Field[Any]) -> bool:
    """A field that came later, where it says nothing: what was stored before is written as it was."""
    return field.metadata == LATER and getattr(value, field.name) == field.default
