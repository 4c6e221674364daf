"""The words of stored clauses, one by one: to read them, and to put others in their place.

Only what a kind of requirement says is wording is among them, so that whatever is put in their place demands
the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.kinds import KINDS

LABELS = {"label": "Name of the part", "title": "Name of the statement", "condition": "If …"}


@dataclass(frozen=True)
class Word:
    """A text of a clause. `path` leads to it: positions and names, from the outside in, joined by dots."""

    path: str
    clause: str
    """The clause's id."""
    sentence: str
    """The whole requirement that it is part of."""
    name: str
    text: str

    @property
    def label(self) -> str:
        """What the text is."""
        return LABELS.get(self.name, self.name.replace("_", " ").capitalize())

    @property
    def needed(self) -> bool:
        """Whether it cannot be left empty: what has a name keeps one."""
        return self.name in {"label", "title"}


def words_of(clauses: Sequence[Mapping[str, Any]]) -> list[Word]:
    """Every text, also of requirements inside a group, in their order."""
    return [
        Word(path, clause, sentence, name, text)
        for index, (stored, parsed) in enumerate(zip(clauses, parse(clauses), strict=True))
        for sentence in [parsed.sentence]
        for path, clause, name, text in _in_clause(stored, str(index))
    ]


def with_words(clauses: Sequence[Mapping[str, Any]], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The clauses with these texts, by path. A path that leads to no text raises KeyError or IndexError."""
    reworded: Any = deepcopy([dict(clause) for clause in clauses])
    for path, text in texts.items():
        *way, name = path.split(".")
        holder = reworded
        for step in way:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        holder[name] = text
    return list(reworded)


Passage = tuple[str, str, str, str]


def _in_clause(clause: Mapping[str, Any], path: str) -> Iterator[Passage]:
    yield from _texts(clause, path, str(clause.get("id")), KINDS[clause["kind"]].wording)


def _texts(value: Mapping[str, Any], path: str, clause: str, wording: frozenset[str]) -> Iterator[Passage]:
    for name, part in value.items():
        here = f"{path}.{name}"
        if name in wording and isinstance(part, str):
            yield here, clause, name, part
        for index, one in enumerate(part if isinstance(part, list) else ()):
            if isinstance(one, dict) and "kind" in one:
                yield from _in_clause(one, f"{here}.{index}")
            elif isinstance(one, dict):
                yield from _texts(one, f"{here}.{index}", clause, wording)
