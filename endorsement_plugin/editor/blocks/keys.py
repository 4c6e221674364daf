"""Machine names: what exports, the API and stored answers call a thing."""

from collections.abc import Mapping
from typing import Any

from wagtail.blocks import RegexBlock

from endorsement_plugin.definitions.names import key_from

KEY = r"^[a-z0-9][a-z0-9_]{0,59}$"


class KeyBlock(RegexBlock):
    """A machine name. Never offered for translation, and filled in from the label when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "help_text",
            "What exports and the API call it. Left empty, it is made from the label; fixed once published.",
        )
        kwargs.setdefault(
            "error_messages",
            {"invalid": "Use small letters, digits and underscores only, as in training_log."},
        )
        super().__init__(KEY, **kwargs)

    def get_translatable_segments(self, value: str) -> list[Any]:
        """Nothing to translate."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """Nothing was translated."""
        return value

    class Meta:
        icon = "key"


class Keys:
    """Gives out machine names that differ. A block that was published keeps the name it had.

    Names of blocks that are gone stay taken, so that an export never puts two questions in one column.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._taken = set(names.values())

    def of(self, block_id: str, wanted: str, label: str, otherwise: str) -> str:
        """The name of this block: the known one, the wanted one, or one made from its label."""
        if block_id in self._names:
            return self._names[block_id]
        base = wanted or key_from(label) or otherwise
        name, number = base, 2
        while name in self._taken:
            name, number = f"{base}_{number}", number + 1
        self._taken.add(name)
        return name
