"""The JSON Schema (2020-12) of a form's answers, made from the same question types as the form."""

from typing import Any

from endorsement_plugin.definitions.fields import Question
from endorsement_plugin.definitions.form import FormDefinition

from .questions import TYPES


def answer_schema(definition: FormDefinition) -> dict[str, Any]:
    """The schema of `{question name: answer}` as it must be to submit. Sections have no answer here."""
    questions = [field for field in definition.questions if field.type in TYPES]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": definition.title,
        "type": "object",
        "properties": {field.name: _property(field) for field in questions},
        "required": [field.name for field in questions if field.required],
        "additionalProperties": False,
    }


def _property(field: Question) -> dict[str, Any]:
    schema = TYPES[field.type].schema(field)
    if not field.required:
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {
        "title": field.label,
        **({"description": field.help} if field.help else {}),
        **schema,
    }
