"""What a step of clearing would touch: shown in place first, counted, chosen one by one or all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from review_queue.anonymization import phrases
from review_queue.anonymization.spans import Label
from review_queue.clearance.rules import MOST_CHOSEN
from review_queue.items.actions.masked_texts import Text
from review_queue.items.queries.passages import WHAT_IS_MASKED
from review_queue.items.queries.pieces import Choice


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text of the section at `position`; a file is redrawn whole, with all its mentions."""

    position: int
    start: int
    end: int
    text: str
    in_file: bool = False

    @property
    def value(self) -> str:
        """By which it is chosen: the part of the answer, counted from 1, and the place in it."""
        return f"file-{self.position + 1}" if self.in_file else f"{self.position + 1}-{self.start}"


@dataclass(frozen=True, slots=True)
class Touched:
    """All that a step would touch, in reading order."""

    mentions: Sequence[Mention]

    @property
    def typed(self) -> int:
        return sum(not one.in_file for one in self.mentions)

    @property
    def one_by_one(self) -> bool:
        """Whether they are few enough to be chosen."""
        return self.typed <= MOST_CHOSEN

    @property
    def parts(self) -> list[tuple[int, int]]:
        """`(part, how many)` of what was typed."""
        return sorted(self._by_part(in_file=False).items())

    @property
    def files(self) -> list[tuple[int, int]]:
        """`(part, how many)` of what can be read in a file."""
        return sorted(self._by_part(in_file=True).items())

    def choices(self, ticked: frozenset[str] | None = None) -> Mapping[int, Sequence[Choice]]:
        """By the position of the section, as they are shown; all are ticked unless it says which."""
        found: defaultdict[int, list[Choice]] = defaultdict(list)
        for one in self.mentions:
            value = one.value if self.one_by_one and not one.in_file else ""
            chosen = ticked is None or one.value in ticked
            found[one.position].append(Choice(one.start, one.end, one.text, value, chosen))
        return found

    def _by_part(self, *, in_file: bool) -> Mapping[int, int]:
        found: defaultdict[int, int] = defaultdict(int)
        for one in self.mentions:
            if one.in_file is in_file:
                found[one.position + 1] += 1
        return found


@dataclass(frozen=True, slots=True)
class Mark:
    """A token, what it stands for, how often it stands in what was typed, and whether a file has it too."""

    token: str
    why: str
    count: int
    in_file: bool


def marks_in(texts: Iterable[Text]) -> list[Mark]:
    """Every token once, in reading order."""
    found: dict[str, Mark] = {}
    for one in texts:
        for part, in_file in ((one.typed, False), (one.read, True)):
            for span in part.spans:
                token = part.text[span.start : span.end]
                former = found.get(token) or Mark(token, WHAT_IS_MASKED[Label(span.kind)], 0, False)
                count = former.count + (not in_file)
                found[token] = replace(former, count=count, in_file=former.in_file or in_file)
    return list(found.values())


def source_of(texts: Iterable[Text], token: str) -> str:
    """What masked this token: an identity that the sender gave, a pattern or a person."""
    sources = {
        span.source
        for one in texts
        for part in (one.typed, one.read)
        for span in part.spans
        if part.text[span.start : span.end] == token
    }
    return min(sources, default="")


def touched_by_masking(texts: Iterable[Text], phrase: str, label: Label) -> Touched:
    """Every mention of the phrase that is not masked yet. Linear in the texts."""
    found: list[Mention] = []
    for one in texts:
        position, words = one.section.position, one.section.text
        starts = one.file.text_start if one.file else len(words)
        for part, shift, in_file in ((one.typed, 0, False), (one.read, starts, True)):
            for find in phrases.mentions(part.text, phrase, label):
                start, end = find.start + shift, find.end + shift
                found.append(Mention(position, start, end, words[start:end], in_file))
    return Touched(found)
