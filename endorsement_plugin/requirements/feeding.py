"""Whether a form asks for what the requirements count. A requirement that nothing feeds can never be met."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .clauses import everyone, sentence
from .kinds import AnyOf, Clause, Education, Portfolio, References, Supervision, Training, Transcripts, Work

EVIDENCE: Mapping[type[Clause], str] = {
    Education: "education",
    Work: "work",
    Training: "training",
    Supervision: "supervision",
    Portfolio: "training",
}

Place = tuple[int | str, ...]


def unfed(clauses: Sequence[Clause], steps: Sequence[Mapping[str, Any]]) -> list[tuple[Place, str]]:
    """What the requirements need and these compiled steps do not ask for, beside the part it is about."""
    return [*_sections(clauses, steps), *_slots(clauses, steps), *_designations(clauses, steps)]


def _sections(clauses: Sequence[Clause], steps: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Place, str]]:
    asked = {_what(field) for _, field in _fields(steps)}
    for clause in clauses:
        ways = clause.clauses if isinstance(clause, AnyOf) else (clause,)
        needed = [_need(way) for way in ways]
        if all(need and need not in asked for need in needed):
            yield (), f"No section of this form asks for “{sentence(clause)}”."


def _slots(clauses: Sequence[Clause], steps: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Place, str]]:
    most = max((clause.count for clause in everyone(clauses) if isinstance(clause, References)), default=0)
    for place, field in _fields(steps):
        if field["type"] == "references" and field["count"] < most:
            yield (
                (*place, "slots"),
                f"The requirements ask for {most} references; this has room for {field['count']}.",
            )


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


def _need(clause: Clause) -> str:
    if isinstance(clause, References):
        return "references"
    if isinstance(clause, Transcripts):
        return "transcripts"
    if clause.kind == "attestation":
        return "attestation"
    return f"evidence:{EVIDENCE[type(clause)]}" if type(clause) in EVIDENCE else ""


def _what(field: Mapping[str, Any]) -> str:
    return f"evidence:{field['kind']}" if field["type"] == "evidence" else field["type"]


def _fields(steps: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for index, step in enumerate(steps):
        for position, field in enumerate(step["fields"]):
            yield (index, "fields", position), field
