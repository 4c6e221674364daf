"""Two versions of a rubric held against each other, down to the words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORDS = re.compile(r"\S+\s*")


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Scale:
    """One criterion as a version has it; `levels` are (points, label, descriptor)."""

    code: str
    name: str
    guidance: str
    weight: int
    levels: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that are in both versions, or in this one alone."""

    text: str
    only_here: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a criterion in both versions; a side that does not have it has no runs."""

    name: str
    change: Change
    before: tuple[Run, ...]
    after: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion."""

    code: str
    name: str
    change: Change
    lines: tuple[Line, ...]


def compare(before: list[Scale], after: list[Scale]) -> list[Compared]:
    """Every criterion of either, in the order of the newer one, those that it dropped at the end.

    Criteria are the same by their code, levels by their points; an order alone is no change.
    """
    old = {scale.code: scale for scale in before}
    new = {scale.code: scale for scale in after}
    return [
        _criterion(old.get(code), new.get(code))
        for code in (*new, *(code for code in old if code not in new))
    ]


def line(name: str, before: str | None, after: str | None) -> Line:
    """One text in both versions; None where a version has nothing of the kind."""
    if before is None or after is None:
        change = Change.ADDED if before is None else Change.REMOVED
        return Line(name, change, _whole(before), _whole(after))
    if before == after:
        return Line(name, Change.SAME, (Run(before, False),), (Run(after, False),))
    left, right = WORDS.findall(before), WORDS.findall(after)
    matched = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return Line(
        name,
        Change.CHANGED,
        tuple(_runs((tag, left[start:end]) for tag, start, end, _, _ in matched)),
        tuple(_runs((tag, right[start:end]) for tag, _, _, start, end in matched)),
    )


def _criterion(old: Scale | None, new: Scale | None) -> Compared:
    either = new or old
    assert either is not None
    lines = tuple(_lines(old, new))
    if old is None or new is None:
        change = Change.ADDED if old is None else Change.REMOVED
    else:
        change = Change.SAME if all(one.change is Change.SAME for one in lines) else Change.CHANGED
    return Compared(either.code, either.name, change, lines)


def _lines(old: Scale | None, new: Scale | None) -> Iterator[Line]:
    left, right = _texts(old), _texts(new)
    for name in (*right, *(name for name in left if name not in right)):
        yield line(name, left.get(name), right.get(name))


def _texts(scale: Scale | None) -> dict[str, str]:
    """By name; no entry for what was left empty."""
    if scale is None:
        return {}
    said = {"Name": scale.name, "Weight": str(scale.weight), "Guidance": scale.guidance}
    levels = {f"Level {points}": f"{label}: {words}" for points, label, words in sorted(scale.levels)}
    return {name: text for name, text in (said | levels).items() if text}


def _whole(text: str | None) -> tuple[Run, ...]:
    return () if text is None else (Run(text, True),)


def _runs(parts: Iterator[tuple[str, list[str]]]) -> Iterator[Run]:
    for tag, words in parts:
        if words:
            yield Run("".join(words), tag != "equal")
