from typing import Any

from wagtail.blocks import CharBlock, StreamBlock, StreamValue, StructBlock

from .faults import refuse
from .keys import KeyBlock, Keys


class OptionBlock(StructBlock):
    label = CharBlock(max_length=300)
    value = KeyBlock(label="Stored as")

    class Meta:
        icon = "radio-empty"
        label_format = "{label}"


class OptionsBlock(StreamBlock):
    """Answers to choose from. What is stored is the value, so that a label can be mended at any time."""

    option = OptionBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse(_repeated(cleaned))
        return cleaned

    class Meta:
        icon = "list-ul"


def compiled_options(options: StreamValue, names: dict[str, str]) -> list[dict[str, Any]]:
    """Id, stored value and label of each option. `names` holds the values given out before, by block id."""
    keys = Keys({child.id: names[child.id] for child in options if child.id in names})
    return [
        {
            "id": child.id,
            "value": keys.of(child.id, child.value["value"], child.value["label"], "option"),
            "label": child.value["label"],
        }
        for child in options
    ]


def _repeated(options: StreamValue) -> list[tuple[tuple[int | str, ...], str]]:
    seen: set[str] = set()
    faults: list[tuple[tuple[int | str, ...], str]] = []
    for index, child in enumerate(options):
        for name in ("value", "label"):
            text = child.value[name].strip().casefold()
            if text and f"{name}:{text}" in seen:
                faults.append(((index, name), "Another option above is the same."))
            seen.add(f"{name}:{text}")
    return faults
