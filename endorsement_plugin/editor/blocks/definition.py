"""From an editor's blocks to a form definition, the immutable JSON that `definitions.parsing` reads."""

from typing import Any

from wagtail.blocks import StreamValue, StructValue

from endorsement_plugin.definitions.names import KnownNames

from .keys import Keys
from .sections import html

VERSION = 1


def compile_steps(steps: StreamValue, names: KnownNames) -> list[dict[str, Any]]:
    """The steps as plain values. Names that were published before stay as they were."""
    step_keys, field_keys = Keys(names.steps), Keys(names.fields)
    options = dict(names.options)
    return [
        {
            "id": step.id,
            "name": step_keys.of(step.id, step.value["name"], step.value["title"], "step"),
            "title": step.value["title"],
            "intro": html(step.value["intro"]),
            "minutes": step.value["minutes"],
            "fields": [_field(child, field_keys, options) for child in step.value["fields"]],
        }
        for step in steps
    ]


def _field(child: Any, keys: Keys, options: dict[str, str]) -> dict[str, Any]:
    compiled = child.block.compiled(child.value, options)
    wanted = child.value["name"] if isinstance(child.value, StructValue) else ""
    name = keys.of(child.id, wanted or "", compiled["label"], child.block_type)
    return {"id": child.id, "name": name, "type": child.block_type, **compiled}
