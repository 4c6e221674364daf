"""An answer as it is read: paragraphs of pieces, some of them masked, some of them suspicious."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..anonymization.spans import Label, Reason
from ..models import Item, Section

WHAT_IS_MASKED = {
    Label.NAME: "A name",
    Label.AGENCY: "An organization",
    Label.EMAIL: "An e-mail address",
    Label.PHONE: "A telephone number",
    Label.NUMBER: "A number that identifies",
    Label.LINK: "A web address",
    Label.DATE: "An exact date",
    Label.PLACE: "A place",
    Label.DETAIL: "A detail that identifies",
}
WHY_SUSPICIOUS = {
    Reason.ORDINARY_WORD: "An everyday word that may be a name here",
    Reason.SHORT_NAME: "A short word that may be a name here",
    Reason.INITIALS: "May be initials or an abbreviation that identifies",
    Reason.NEAR_NAME: "Nearly a known name",
    Reason.TITLE: "A title with a name",
    Reason.TWO_CAPITALS: "May be a name of a person or place",
    Reason.INTRODUCTION: "Somebody introduces themselves",
    Reason.HANDLE: "May be an address or a user name",
    Reason.LONG_NUMBER: "A long number",
}
_BREAK = re.compile(r"(?:\r?\n[ \t]*){2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is "plain", "masked" or "suspect"; `why` says what it stands for."""

    text: str
    kind: str = "plain"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    number: int
    prompt: str
    paragraphs: list[list[Piece]]
    suspects: list[Piece]
    words: int


def passages(item: Item, *, with_suspects: bool = False) -> list[Passage]:
    """The sections in order. Two queries, three with suspects."""
    wanted = ["spans", "suspects"] if with_suspects else ["spans"]
    return [_passage(section, with_suspects) for section in item.sections.prefetch_related(*wanted)]


def _passage(section: Section, with_suspects: bool) -> Passage:
    pieces = list(_pieces(section, with_suspects))
    return Passage(
        number=section.position + 1,
        prompt=section.prompt,
        paragraphs=list(_paragraphs(pieces)),
        suspects=_once(piece for piece in pieces if piece.kind == "suspect"),
        words=len(section.text.split()),
    )


def _pieces(section: Section, with_suspects: bool) -> Iterator[Piece]:
    marks = [(one.start, one.end, "masked", WHAT_IS_MASKED[Label(one.kind)]) for one in section.spans.all()]
    if with_suspects:
        marks += [
            (one.start, one.end, "suspect", WHY_SUSPICIOUS[Reason(one.reason)])
            for one in section.suspects.all()
        ]
    done = 0
    for start, end, kind, why in sorted(marks):
        yield Piece(section.text[done:start])
        yield Piece(section.text[start:end], kind, why)
        done = end
    yield Piece(section.text[done:])


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Blank lines end a paragraph; only plain text holds them."""
    paragraph: list[Piece] = []
    for piece in pieces:
        first, *others = _BREAK.split(piece.text) if piece.kind == "plain" else [piece.text]
        if first:
            paragraph.append(Piece(first, piece.kind, piece.why))
        for text in others:
            if paragraph:
                yield paragraph
            paragraph = [Piece(text)] if text else []
    if paragraph:
        yield paragraph


def _once(pieces: Iterable[Piece]) -> list[Piece]:
    return list({piece.text: piece for piece in pieces}.values())
