"""Machine names: how one is made from a label, and those that a form's earlier versions gave to their parts,
which never change."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .fields import Question
from .form import FormDefinition


@dataclass(frozen=True)
class KnownNames:
    """The names given out by earlier versions, by block id."""

    steps: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)


def known_names(definitions: Iterable[FormDefinition]) -> KnownNames:
    """What these definitions, the newest first, call their parts."""
    steps = [step for definition in definitions for step in definition.steps]
    fields = [item for step in steps for item in step.fields]
    questions = [item for item in fields if isinstance(item, Question)]
    options = [option for item in questions for option in item.options if option.id]
    return KnownNames(
        steps=_newest((step.id, step.name) for step in steps),
        fields=_newest((item.id, item.name) for item in fields),
        options=_newest((option.id, option.value) for option in options),
    )


def key_from(label: str) -> str:
    """A machine name made from a label: "Training log" gives training_log. Empty without Latin letters."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode("ascii").lower()
    words = re.sub(r"[-\s_]+", "_", re.sub(r"[^\w\s-]", "", plain)).strip("_")
    return words[:60].rstrip("_")


def _newest(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(reversed(list(pairs)))
