"""Whether a form asks for what the requirements count. A requirement that nothing feeds can never be met."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .clauses import everyone
from .kinds import Clause
from .kinds.base import OF_EVIDENCE

Place = tuple[int | str, ...]


def unfed(clauses: Sequence[Clause], steps: Sequence[Mapping[str, Any]]) -> list[tuple[Place, str]]:
    """What the requirements need and these compiled steps do not ask for, beside the part it is about."""
    return [*_sections(clauses, steps), *_shortfalls(clauses, steps), *_designations(clauses, steps)]


def feeds(section: Mapping[str, Any]) -> str:
    """What a compiled section feeds, as `Clause.fed_by` names it."""
    kind = section["type"]
    return f"{OF_EVIDENCE}{section['kind']}" if kind == OF_EVIDENCE.rstrip(":") else str(kind)


def _sections(clauses: Sequence[Clause], steps: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Place, str]]:
    asked = {feeds(field) for _, field in _fields(steps)}
    for clause in clauses:
        needed = [way.fed_by for way in clause.parts or (clause,)]
        if all(need and need not in asked for need in needed):
            yield (), f"No section of this form asks for “{clause.sentence}”."


def _shortfalls(clauses: Sequence[Clause], steps: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Place, str]]:
    for place, field in _fields(steps):
        fed = [clause for clause in everyone(clauses) if clause.fed_by == feeds(field)]
        short = [found for clause in fed if (found := clause.shortfall(field))]
        if short:
            yield (*place, max(short).part), max(short).words


def _designations(
    clauses: Sequence[Clause], steps: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Place, str]]:
    offered = {
        option["value"].casefold()
        for _, field in _fields(steps)
        if field["name"] == "designation"
        for option in field.get("options", ())
    }
    wanted = {clause.designation for clause in everyone(clauses) if clause.designation}
    for designation in sorted(wanted):
        if designation.casefold() not in offered:
            yield (
                (),
                (
                    f"A requirement is for {designation} applicants only. Add a question named designation "
                    f"with the option {designation.casefold()}."
                ),
            )


def _fields(steps: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for index, step in enumerate(steps):
        for position, field in enumerate(step["fields"]):
            yield (index, "fields", position), field
