"""A text in pieces, as it is drawn: what stands out of it, and its paragraphs. No query."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

_BREAK = re.compile(r"(?:\r?\n[ \t]*){2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is "plain", "masked", "suspect" or "choice"; `why` says what it stands for.

    A choice has in `value` what is sent for it, if it can be chosen by itself, and `ticked`. A suspect is
    ticked once a clearer has left it in. `note` is the number of the reader's own highlight that it is in, 0
    for none.
    """

    text: str
    kind: str = "plain"
    why: str = ""
    value: str = ""
    ticked: bool = False
    note: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A place of a section's text that a step of clearing would touch, and the words to show there."""

    start: int
    end: int
    text: str
    value: str
    ticked: bool


class Mark(NamedTuple):
    start: int
    end: int
    piece: Piece


class Highlighted(NamedTuple):
    """A place of a text that its reader has highlighted; highlights count from 1."""

    start: int
    end: int
    number: int


def pieces_of(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Those of the text between two places; no mark crosses them. `marks` are in order."""
    done = start
    for mark in marks:
        if start <= mark.start < end:
            yield Piece(text[done : mark.start])
            yield mark.piece
            done = mark.end
    yield Piece(text[done:end])


def highlighted(pieces: Iterable[Piece], places: Sequence[Highlighted]) -> Iterator[Piece]:
    """These pieces, from the first, cut where a highlight begins or ends; a masked word stays whole."""
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        cuts = {cut - at for one in places for cut in (one.start, one.end) if at < cut < end}
        edges = [0, *sorted(cuts if piece.kind == "plain" else ()), len(piece.text)]
        for first, last in pairwise(edges):
            number = next((one.number for one in places if one.start <= at + first < one.end), 0)
            yield replace(piece, text=piece.text[first:last], note=number)
        at = end


def paragraphs_of(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Blank lines end a paragraph; only plain text holds them. What is blank is none."""
    paragraph: list[Piece] = []
    for piece in pieces:
        first, *others = _BREAK.split(piece.text) if piece.kind == "plain" else [piece.text]
        if first:
            paragraph.append(replace(piece, text=first))
        for text in others:
            if _says_something(paragraph):
                yield paragraph
            paragraph = [replace(piece, text=text)] if text else []
    if _says_something(paragraph):
        yield paragraph


def _says_something(paragraph: Iterable[Piece]) -> bool:
    return any(piece.text.strip() for piece in paragraph)
