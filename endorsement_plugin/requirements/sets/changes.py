"""From one set of requirements to another: what is demanded, what is only said, and what differs.

Two sets demand the same if they differ in words alone; which fields are words, each kind says (`wording`).
A number is never a word: ages, hours or a year that stand in a text are demanded as they stand there.
The order of requirements, and the ids of their blocks, demand nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from typing import Any

from endorsement_plugin.requirements.clauses import dump, parse
from endorsement_plugin.requirements.kinds import Clause

Stored = Sequence[Mapping[str, Any]]
"""Clauses as a requirement set keeps them."""

KEYS = ("area", "value")
"""What entries are tagged with, in a part of a clause that has a label."""

NAMES = ("id", "mark")
"""What demands nothing: a block's own key, and what entries in a topic were first tagged with."""


def same(one: Stored, other: Stored) -> bool:
    """Whether both demand the same, in the same words and order."""
    return [without_ids(clause) for clause in dump(parse(one))] == [
        without_ids(clause) for clause in dump(parse(other))
    ]


def demand_the_same(one: Stored, other: Stored) -> bool:
    """Whether both demand the same, whatever their words: the same numbers, choices and designations."""
    return _demanded(parse(one)) == _demanded(parse(other))


def keeping_keys(new: Stored, old: Stored) -> list[dict[str, Any]]:
    """The new clauses, in which a part that was only renamed keeps the key that entries are tagged with.

    It was renamed if it stands where it stood and asks what it asked, and its old key is gone. Else mending
    a typo in "giving supervison" would make another area of it, in which nobody has any hours.
    """
    kept = deepcopy([dict(clause) for clause in new])
    before = dict(_by_id(old))
    places = {id(clause): was for clause, was in zip(kept, old, strict=False)}
    for clause_id, clause in _by_id(kept):
        was = before.get(clause_id) or places.get(id(clause), {})
        if was.get("kind") == clause["kind"]:
            for name, parts in clause.items():
                _keep_keys(parts, was.get(name))
            _keep_mark(clause, was)
    return kept


def _keep_keys(new: Any, old: Any) -> None:
    if not (_are_parts(new) and _are_parts(old) and len(new) == len(old)):
        return
    for key in KEYS:
        gone = {part.get(key) for part in old} - {part.get(key) for part in new}
        known = {part.get(key) for part in old}
        for part, before in zip(new, old, strict=True):
            renamed = part.get("label") != before.get("label") and part.get(key) not in known
            if renamed and before.get(key) in gone and _rest(part, key) == _rest(before, key):
                part[key] = before[key]


def _keep_mark(new: dict[str, Any], old: Mapping[str, Any]) -> None:
    """The same for a topic that entries are marked with: its first words are its key."""
    if not (new.get("marked") and old.get("marked")):
        return
    if new.get("topic") == old.get("topic"):
        new |= {"mark": old["mark"]} if old.get("mark") else {}
    elif demand_the_same([new], [old]):
        new["mark"] = old.get("mark") or old.get("topic")


def _are_parts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and "label" in one for one in value)


def _rest(part: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name not in {"id", "label", key}}


def _by_id(clauses: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every clause, also those inside a group."""
    for clause in clauses:
        yield str(clause.get("id")), clause
        for value in clause.values():
            if isinstance(value, list) and value and isinstance(value[0], dict) and "kind" in value[0]:
                yield from _by_id(value)


def without_ids(value: Any) -> Any:
    """Stored clauses, or a part of one, without the ids of their blocks."""
    if isinstance(value, dict):
        return {name: without_ids(item) for name, item in value.items() if name != "id"}
    return [without_ids(item) for item in value] if isinstance(value, list) else value


def _demanded(value: Any, wording: frozenset[str] = frozenset()) -> Any:
    """The value without words, as something that can be compared and counted."""
    if isinstance(value, tuple):
        parts = [_demanded(item, wording) for item in value]
        return frozenset(Counter(parts).items()) if value and is_dataclass(value[0]) else tuple(parts)
    if not is_dataclass(value):
        return value
    words = value.wording if isinstance(value, Clause) else wording
    held = ((field.name, getattr(value, field.name)) for field in fields(value) if field.name not in NAMES)
    asked = ((name, numbers_in(part) if name in words else _demanded(part, words)) for name, part in held)
    return (type(value).__name__, *asked)


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers that stand in a text, in rising order: (0, 3) in “infants (0–3)”."""
    return tuple(sorted(int(digits) for digits in re.findall(r"\d+", text)))


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence that both have, or that is gone, or new."""

    text: str
    mark: str = ""
    """Empty, "gone" or "new"."""


@dataclass(frozen=True)
class Change:
    """One requirement that differs. Without `before` it was added, without `after` taken away."""

    before: str = ""
    after: str = ""
    words_only: bool = False

    @property
    def what(self) -> str:
        """Added, removed or changed."""
        if not self.before:
            return "added"
        return "changed" if self.after else "removed"

    @property
    def pieces(self) -> list[Piece]:
        """The sentence with what is gone and what is new."""
        return list(_pieces(self.before, self.after))


def difference(old: Stored, new: Stored) -> list[Change]:
    """What differs, in the order of the new ones; what was taken away comes last."""
    before, after = parse(old), parse(new)
    pairs = _paired(before, after)
    taken = {id(one) for one in pairs.values() if one is not None}
    changes = [_change(pairs[index], clause) for index, clause in enumerate(after)]
    gone = [Change(before=clause.sentence) for clause in before if id(clause) not in taken]
    return [*(change for change in changes if change), *gone]


def counterparts(old: Stored, new: Stored) -> dict[str, str]:
    """For each new requirement that comes from an old one, by id, the id of the old one."""
    before, after = parse(old), parse(new)
    pairs = _paired(before, after)
    return {clause.id: was.id for index, clause in enumerate(after) if (was := pairs[index])}


def _change(before: Clause | None, after: Clause) -> Change | None:
    if before is None:
        return Change(after=after.sentence)
    asks_the_same = _demanded(before) == _demanded(after)
    if asks_the_same and before.sentence == after.sentence:
        return None
    return Change(before.sentence, after.sentence, words_only=asks_the_same)


def _paired(before: Sequence[Clause], after: Sequence[Clause]) -> dict[int, Clause | None]:
    """For each new clause the old one that it comes from: of the same block, or else of the same kind."""
    left = list(before)
    pairs: dict[int, Clause | None] = dict.fromkeys(range(len(after)))
    for alike in (_same_block, _same_sentence, _same_kind):
        for index, clause in enumerate(after):
            found = next((one for one in left if pairs[index] is None and alike(one, clause)), None)
            if found is not None:
                pairs[index] = found
                left = [one for one in left if one is not found]
    return pairs


def _same_block(one: Clause, other: Clause) -> bool:
    return one.id == other.id and one.kind == other.kind


def _same_sentence(one: Clause, other: Clause) -> bool:
    return one.sentence == other.sentence


def _same_kind(one: Clause, other: Clause) -> bool:
    return (one.kind, one.designation) == (other.kind, other.designation)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = before.split(), after.split()
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(" ".join(new[j1:j2]))
            continue
        if i2 > i1:
            yield Piece(" ".join(old[i1:i2]), "gone")
        if j2 > j1:
            yield Piece(" ".join(new[j1:j2]), "new")
