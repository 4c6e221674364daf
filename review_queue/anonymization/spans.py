"""What masking returns: text with typed tokens, where they stand, and what still looks suspicious."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .rests import rest_of


class Label(StrEnum):
    """The type shown in a token, as in `[NAME-1]`."""

    NAME = "NAME"
    AGENCY = "AGENCY"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    NUMBER = "NUMBER"
    LINK = "LINK"
    DATE = "DATE"
    PLACE = "PLACE"
    DETAIL = "DETAIL"


class Source(StrEnum):
    IDENTITY = "identity"
    PATTERN = "pattern"
    PERSON = "person"


class Reason(StrEnum):
    """Why words that were left in deserve a look."""

    ORDINARY_WORD = "ordinary_word"
    SHORT_NAME = "short_name"
    INITIALS = "initials"
    NEAR_NAME = "near_name"
    SHORT_FORM = "short_form"
    PART_OF_NAME = "part_of_name"
    PART_OF_DATE = "part_of_date"
    TITLE = "title"
    TWO_CAPITALS = "two_capitals"
    INTRODUCTION = "introduction"
    HANDLE = "handle"
    LONG_NUMBER = "long_number"
    MODEL_NAME = "model_name"
    MODEL_PLACE = "model_place"
    MODEL_DETAIL = "model_detail"
    UNMASKED = "unmasked"


@dataclass(frozen=True, slots=True)
class Find:
    """A range of the original text to be masked. `entity` is the same for every mention of the same thing."""

    start: int
    end: int
    label: Label
    entity: str
    source: Source


@dataclass(frozen=True, slots=True)
class Doubt:
    """A range that may identify someone and stays."""

    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Span:
    """A token in the masked text. `length` is how many characters stood there before, 0 if nobody knows."""

    start: int
    end: int
    kind: str
    source: str
    length: int = 0


@dataclass(frozen=True, slots=True)
class Masked:
    text: str
    spans: tuple[Span, ...]
    suspects: tuple[Doubt, ...]


def join_overlaps(finds: Iterable[Find]) -> list[Find]:
    """Ordered finds without overlap: where two overlap, one covers both and the longer gives the label."""
    joined: list[Find] = []
    for find in sorted(finds, key=lambda find: (find.start, -find.end)):
        if joined and find.start < joined[-1].end:
            joined[-1] = _union(joined[-1], find)
        else:
            joined.append(find)
    return joined


def _union(first: Find, second: Find) -> Find:
    longer = first if first.end - first.start >= second.end - second.start else second
    return Find(
        first.start, max(first.end, second.end), longer.label, longer.entity, min(first.source, second.source)
    )


def without_overlap(doubts: Iterable[Doubt], finds: Sequence[Find | Doubt], text: str = "") -> list[Doubt]:
    """Doubts that touch neither a find nor an earlier doubt, in order. `finds` are ordered and disjoint.

    Of a doubt that does, what is left is kept if the text is given: `Leilani Akana`, of which Leilani is
    masked, leaves Akana.
    """
    kept: list[Doubt] = []
    position = done = 0
    for doubt in sorted(doubts, key=lambda doubt: (doubt.start, -doubt.end)):
        while position < len(finds) and finds[position].end <= doubt.start:
            position += 1
        free = list(_free(max(doubt.start, done), doubt.end, finds, position))
        if free == [(doubt.start, doubt.end)]:
            kept.append(doubt)
        elif text:
            kept += [Doubt(*rest, doubt.reason) for piece in free if (rest := rest_of(text, *piece))]
        done = max(done, doubt.end)
    return kept


def _free(start: int, end: int, finds: Sequence[Find | Doubt], position: int) -> Iterator[tuple[int, int]]:
    """What no find covers between two places, from this find on."""
    while position < len(finds) and finds[position].start < end:
        if finds[position].start > start:
            yield start, finds[position].start
        start = max(start, finds[position].end)
        position += 1
    if start < end:
        yield start, end
