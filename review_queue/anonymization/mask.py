"""Mask an answer: known identities first, then forms that identify; what still looks suspicious is listed."""

from collections.abc import Iterable

from . import spellings
from .capitalized import capitalized
from .identifiers import Identifier
from .matching import Matcher
from .normalize import fold
from .patterns import find_patterns, find_phones
from .spans import Doubt, Find, Masked, Reason, join_overlaps, without_overlap
from .suspects import look
from .tokens import Numbering, replace
from .unseen import as_seen
from .windows import Places


class Masker:
    """Masks the sections of one answer with one numbering. Time is linear in the text."""

    def __init__(self, identifiers: Iterable[Identifier]) -> None:
        self.identifiers = tuple(identifiers)
        index = spellings.build(self.identifiers)
        self._matcher = Matcher(index)
        self._phones = frozenset(index.phones)
        self.numbering = Numbering()

    def mask(self, text: str) -> Masked:
        """The text as it is seen, with tokens such as [NAME-1]; offsets are those of the masked text."""
        text = as_seen(text)  # U+0000 is unseen too, and no database column takes it
        return replace(text, *self.find(text), self.numbering)

    def find(self, text: str) -> tuple[list[Find], list[Doubt]]:
        """What `mask` would replace and what it would show, as ranges of the text: ordered and disjoint."""
        identities, doubts = self._matcher.find(text, fold(text))
        places = Places(text)
        finds = join_overlaps([*identities, *find_phones(places, self._phones), *find_patterns(places)])
        told = without_overlap([*doubts, *look(places)], finds, text)
        covered: list[Find | Doubt] = sorted([*finds, *told], key=_start)
        return finds, sorted([*told, *without_overlap(capitalized(text), covered, text)], key=_start)


def _start(one: Find | Doubt) -> int:
    return one.start


def names_in(text: str, identifiers: Iterable[Identifier]) -> list[str]:
    """The words of the text that surely name one of these identities. Everyday words (Grace, Will) are
    counted where they sign: at the end of a line, alone or after a comma or dash."""
    finds, doubts = Matcher(spellings.build(identifiers)).find(text, fold(text))
    signed = [doubt for doubt in doubts if doubt.reason in _NAMES and _signs(text, doubt)]
    named = [*((one.start, one.end) for one in finds), *((one.start, one.end) for one in signed)]
    return [text[start:end] for start, end in named]


_NAMES = (Reason.ORDINARY_WORD, Reason.SHORT_NAME)
_AROUND = " \t\r.!*_()"
_DASHES = "-\u2013\u2014"


def _signs(text: str, doubt: Doubt) -> bool:
    """Looks no further than the next sign that is not `_AROUND`: a line may be as long as the text."""
    after, before = doubt.end, doubt.start - 1
    while after < len(text) and text[after] in _AROUND + _DASHES:
        after += 1
    while before >= 0 and text[before] in _AROUND:
        before -= 1
    ends = after == len(text) or text[after] == "\n"
    alone = before < 0 or text[before] == "\n" or text[before] in "," + _DASHES
    return text[doubt.start].isupper() and ends and alone


__all__ = ["Doubt", "Masked", "Masker", "names_in"]
