"""The JSON Schema (2020-12) of a form's answers, made from the same question types as the form."""

from typing import Any

from endorsement_plugin.definitions.form import Definition, Field, every_question

from .questions import TYPES


def answer_schema(definition: Definition) -> dict[str, Any]:
    """The schema of `{question name: answer}` as it must be to submit. Sections have no answer here."""
    questions = [field for field in every_question(definition) if field["type"] in TYPES]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": definition["title"],
        "type": "object",
        "properties": {field["name"]: _property(field) for field in questions},
        "required": [field["name"] for field in questions if field.get("required")],
        "additionalProperties": False,
    }


def _property(field: Field) -> dict[str, Any]:
    schema = TYPES[field["type"]].schema(field)
    if not field.get("required"):
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {
        "title": field["label"],
        **({"description": field["help"]} if field.get("help") else {}),
        **schema,
    }
