"""Masked text that was read a second time, from a file in which more has been blacked out since."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .spans import Doubt, Label, Masked, Reason, Source, Span, without_overlap
from .spans import Find as Place
from .tokens import TOKEN

KINDS = frozenset(label.value for label in Label)
PIECE = re.compile(r"\w+|[^\w\s]")
Key = tuple[str, ...]


class Piece(NamedTuple):
    """A word, or one sign, and whether white space stands before it."""

    text: str
    start: int
    end: int
    after_space: bool


def read_again(text: str, before: Masked) -> Masked:
    """The text with its tokens as spans, and every mention of what was suspicious before as a suspect.

    The identities are forgotten by now, so doubts cannot be found anew; a mention too many is only shown.
    Tokens that were not there before are a person's. Linear in the text, however much is suspicious.
    """
    sources = {before.text[one.start : one.end]: one.source for one in before.spans}
    spans = tuple(
        Span(match.start(), match.end(), match[1], sources.get(match.group(), Source.PERSON))
        for match in TOKEN.finditer(text)
        if match[1] in KINDS
    )
    covered = [Place(one.start, one.end, Label(one.kind), "", Source.PERSON) for one in spans]
    return Masked(text, spans, tuple(without_overlap(_doubts(text, before), covered)))


def _doubts(text: str, before: Masked) -> Iterator[Doubt]:
    """The longest mention at each place. A file that is drawn anew may break its lines elsewhere."""
    reasons = {_key(_pieces(before.text[one.start : one.end])): one.reason for one in before.suspects}
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for key in filter(None, reasons):
        lengths[key[0]].add(len(key))
    pieces = _pieces(text)
    place = 0
    while place < len(pieces):
        mention = _longest(pieces, place, reasons, lengths.get(pieces[place].text, ()))
        if mention:
            last = pieces[place + len(mention) - 1]
            yield Doubt(pieces[place].start, last.end, reasons[mention])
        place += len(mention) or 1


def _longest(
    pieces: Sequence[Piece], place: int, reasons: Mapping[Key, Reason], lengths: Iterable[int]
) -> Key:
    """The longest phrase that begins here and ends where a word does; empty if none does."""
    for length in sorted(lengths, reverse=True):
        key = _key(pieces[place : place + length])
        if key in reasons:
            return key
    return ()


def _pieces(text: str) -> list[Piece]:
    # White space is no part of the pattern: where much of it ends a text, it would be tried from every place.
    pieces, last = [], 0
    for one in PIECE.finditer(text):
        pieces.append(Piece(one[0], one.start(), one.end(), one.start() > last))
        last = one.end()
    return pieces


def _key(pieces: Sequence[Piece]) -> Key:
    """The pieces, with one space where white space of any kind stands between two of them."""
    spaced = (f" {one.text}" if one.after_space else one.text for one in pieces[1:])
    return (pieces[0].text, *spaced) if pieces else ()
