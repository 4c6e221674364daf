"""From an editor's blocks to a form definition, the immutable JSON that `forms.definitions` reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wagtail.blocks import StreamValue, StructValue

from .keys import Keys
from .sections import html

VERSION = 1


@dataclass(frozen=True)
class KnownNames:
    """The names given out by earlier versions, by block id."""

    steps: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)


def known_names(definitions: Iterable[Mapping[str, Any]]) -> KnownNames:
    """What these definitions, the newest first, call their parts."""
    steps = [step for definition in definitions for step in definition["steps"]]
    fields = [item for step in steps for item in step["fields"]]
    options = [option for item in fields for option in item.get("options", ()) if "id" in option]
    return KnownNames(
        steps=_newest((step["id"], step["name"]) for step in steps),
        fields=_newest((item["id"], item["name"]) for item in fields),
        options=_newest((option["id"], option["value"]) for option in options),
    )


def compile_steps(steps: StreamValue, known: KnownNames) -> list[dict[str, Any]]:
    """The steps as plain values. Names that were published before stay as they were."""
    step_keys, field_keys = Keys(known.steps), Keys(known.fields)
    options = dict(known.options)
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


def _newest(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(reversed(list(pairs)))
