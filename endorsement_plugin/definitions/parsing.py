"""From a form's JSON to its values. What is missing or null has its default; unknown keys are passed over.

There is no way back: the JSON is stored as it was compiled, and hashed and sent as it is stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import partial
from typing import Any, TypeVar

from .fields import SECTIONS, Field, Option, Question, Slot
from .form import FormDefinition, Step

Stored = Mapping[str, Any]
T = TypeVar("T")


def parse(stored: Stored) -> FormDefinition:
    """The form of `FormVersion.definition`."""
    return _read(FormDefinition, stored)


def parse_step(stored: Stored) -> Step:
    """One step of it."""
    return _read(Step, {**stored, "stored": stored})


def parse_field(stored: Stored) -> Field:
    """One question or section of it."""
    kind = SECTIONS.get(stored["type"], Question)
    return _read(kind, {**stored, "stored": stored})


def _read(kind: type[T], stored: Stored) -> T:
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    given = {name: stored[name] for name in names if stored.get(name) is not None}
    return kind(**{name: _PARTS.get(name, _same)(value) for name, value in given.items()})


def _same(value: Any) -> Any:
    return value


def _each(part: Any, stored: Iterable[Stored]) -> tuple[Any, ...]:
    return tuple(part(one) for one in stored)


_PARTS: Mapping[str, Any] = {
    "steps": partial(_each, parse_step),
    "fields": partial(_each, parse_field),
    "options": partial(_each, partial(_read, Option)),
    "slots": partial(_each, partial(_read, Slot)),
}
