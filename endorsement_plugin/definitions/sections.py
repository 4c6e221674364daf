"""Find the sections of a compiled form. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

Definition = Mapping[str, Any]
Section = Mapping[str, Any]


def sections(definition: Definition, kind: str) -> Iterator[tuple[Mapping[str, Any], Section]]:
    """Every section of this type with the step it is in, in order."""
    for step in definition["steps"]:
        for field in step["fields"]:
            if field["type"] == kind:
                yield step, field


def section(definition: Definition, kind: str, field_id: str) -> Section | None:
    """The section of this type with this block id."""
    return next((field for _, field in sections(definition, kind) if field["id"] == field_id), None)


def evidence_kinds(definition: Definition) -> list[str]:
    """The kinds of evidence that the form asks for."""
    return [field["kind"] for _, field in sections(definition, "evidence")]


def slots(definition: Definition) -> list[str]:
    """The role of each referee that the form asks for; empty where the editor named none."""
    for _, field in sections(definition, "references"):
        named = [slot.get("role", "") for slot in field.get("slots", [])]
        return (named + [""] * field["count"])[: field["count"]]
    return []


def reference_form(definition: Definition) -> str:
    """The family of the form that referees fill in, or an empty string."""
    return next((field.get("form", "") for _, field in sections(definition, "references")), "")
