"""Numbering: the same thing gets the same token through the whole answer, in order of first mention."""

import re
from collections import Counter
from collections.abc import Iterable

from .spans import Doubt, Find, Label, Masked, Span

TOKEN = re.compile(r"\[([A-Z]+)-(\d+)\]")


class Numbering:
    """Remembers, for one answer, which entity has which number. Lives in memory only."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """`taken` are tokens already in the text, whose numbers are not given out again."""
        self._numbers: dict[tuple[Label, str], int] = {}
        self._last: Counter[str] = Counter()
        for token in taken:
            if match := TOKEN.fullmatch(token):
                self._last[match[1]] = max(self._last[match[1]], int(match[2]))

    def token(self, label: Label, entity: str) -> str:
        number = self._numbers.get((label, entity))
        if number is None:
            self._last[label.value] += 1
            number = self._numbers[label, entity] = self._last[label.value]
        return f"[{label}-{number}]"


def replace(text: str, finds: list[Find], doubts: list[Doubt], numbering: Numbering) -> Masked:
    """The text with every find replaced and every doubt moved to where its words now stand.

    `finds` and `doubts` are ordered and do not overlap. Linear in the text.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    moved: list[Doubt] = []
    done = length = 0
    parts: list[Find | Doubt] = [*finds, *doubts]
    for part in sorted(parts, key=lambda part: part.start):
        pieces.append(text[done : part.start])
        length += part.start - done
        words = text[part.start : part.end]
        if isinstance(part, Find):
            words = numbering.token(part.label, part.entity)
            spans.append(Span(length, length + len(words), part.label, part.source, part.end - part.start))
        else:
            moved.append(Doubt(length, length + len(words), part.reason))
        pieces.append(words)
        length += len(words)
        done = part.end
    pieces.append(text[done:])
    return Masked("".join(pieces), tuple(spans), tuple(moved))
