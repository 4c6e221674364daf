"""Reading a compiled form definition: `FormVersion.definition`.

    {"version": 1, "kind": "application", "name": "ifs", "title": "…", "intro": "<p>…</p>",
     "steps": [{"id": "<block uuid>", "name": "training", "title": "…", "intro": "<p>…</p>", "minutes": 20,
       "fields": [{"id": "<block uuid>", "name": "course", "type": "text", "label": "…", "help": "…",
                   "required": true, "shared": false, …}]}]}

An exam paper also has "round", the code of the round that scores it. Sections have no answer of their own:
content, person, evidence, transcripts, references, attestation. Whatever reads a definition ignores keys that
it does not know.
"""

from collections.abc import Mapping
from typing import Any

Definition = Mapping[str, Any]
Step = Mapping[str, Any]
Field = Mapping[str, Any]

SECTIONS = frozenset({"content", "person", "evidence", "transcripts", "references", "attestation"})


def steps(definition: Definition) -> list[Step]:
    """The steps in order."""
    return list(definition["steps"])


def step(definition: Definition, name: str) -> Step:
    """The step of this name, or KeyError."""
    for found in steps(definition):
        if found["name"] == name:
            return found
    raise KeyError(name)


def fields(step: Step) -> list[Field]:
    """Questions and sections of a step, in order."""
    return list(step["fields"])


def answerable(step: Step) -> list[Field]:
    """The questions of a step that are answered in a form."""
    return [field for field in fields(step) if field["type"] not in SECTIONS]


def sections(step: Step, kind: str) -> list[Field]:
    """The sections of one type in a step."""
    return [field for field in fields(step) if field["type"] == kind]


def asks_who(step: Step) -> bool:
    """Whether the applicant's details are part of this step."""
    return bool(sections(step, "person"))


def every_field(definition: Definition) -> list[Field]:
    """Questions and sections of all steps, in order."""
    return [field for found in steps(definition) for field in fields(found)]


def every_question(definition: Definition) -> list[Field]:
    """The questions of all steps that are answered in a form, in order."""
    return [field for found in steps(definition) for field in answerable(found)]


def every_section(definition: Definition, kind: str) -> list[Field]:
    """The sections of one type in all steps."""
    return [field for field in every_field(definition) if field["type"] == kind]


def step_of(definition: Definition, field_id: str) -> Step:
    """The step that holds this question or section, or KeyError."""
    for found in steps(definition):
        if any(field["id"] == field_id for field in fields(found)):
            return found
    raise KeyError(field_id)


def minutes(definition: Definition) -> int:
    """How long filling it in takes, as far as its author said."""
    return sum(found.get("minutes") or 0 for found in steps(definition))
