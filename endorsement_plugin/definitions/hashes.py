"""Telling a change of wording from a change of structure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

WORDING = frozenset({"title", "intro", "label", "help", "html", "statement", "minutes", "role"})
"""What may change without a new question being asked. A statement's hash is structure: it is signed."""


def structure_hash(definition: Mapping[str, Any]) -> str:
    """SHA-256 of ids, names, types, rules and options, in the JSON of a form or of a part of it."""
    return digest(_without_wording(definition))


def text_hash(definition: Mapping[str, Any]) -> str:
    """SHA-256 of everything."""
    return digest(definition)


def digest(value: Any) -> str:
    """SHA-256 of JSON values, whatever the order of their keys."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_wording(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_wording(item) for name, item in value.items() if name not in WORDING}
    if isinstance(value, list):
        return [_without_wording(item) for item in value]
    return value
