"""An answer as it is read: paragraphs of pieces, some of them masked, some of them suspicious."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from review_queue.anonymization.spans import Label, Reason
from review_queue.models import Item, Section, SectionFile
from review_queue.permissions import User

from .file_pages import Sheet, sheets_of, sheets_to_clear

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
    Reason.SHORT_FORM: "A usual form of a known name",
    Reason.PART_OF_NAME: "Part of a known name, address or web site",
    Reason.PART_OF_DATE: "Part of a date that may identify",
    Reason.TITLE: "A title with a name",
    Reason.TWO_CAPITALS: "May be a name of a person or place",
    Reason.INTRODUCTION: "Somebody introduces themselves",
    Reason.HANDLE: "May be an address or a user name",
    Reason.LONG_NUMBER: "A long number",
    Reason.MODEL_NAME: "A name, says the second reading by a model",
    Reason.MODEL_PLACE: "A place or address, says the second reading by a model",
    Reason.MODEL_DETAIL: "A number, address or link, says the second reading by a model",
}
_BREAK = re.compile(r"(?:\r?\n[ \t]*){2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is "plain", "masked" or "suspect"; `why` says what it stands for."""

    text: str
    kind: str = "plain"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as it is shown: its pages, and what can be read in it. `why_held` says why there is none."""

    sheets: list[Sheet]
    paragraphs: list[list[Piece]]
    version: int
    why_held: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A suspicious word and the numbers of the parts it is in."""

    text: str
    why: str
    parts: list[int]


@dataclass(frozen=True, slots=True)
class Passage:
    number: int
    prompt: str
    paragraphs: list[list[Piece]]
    suspects: list[Piece]
    words: int
    file: Attached | None = None


def passages(item: Item) -> list[Passage]:
    """The sections in order, as a reviewer reads them. Two queries."""
    sections = item.sections.select_related("file").prefetch_related("spans")
    return [_passage(section, False, sheets_of) for section in sections]


def passages_to_clear(item: Item, by: User) -> list[Passage]:
    """The sections with what is suspicious, and what of their files has been looked at. Six queries."""
    sections = item.sections.select_related("file").prefetch_related("spans", "suspects")
    sheets = sheets_to_clear(item, by)
    return [_passage(section, True, lambda file: sheets[file.pk]) for section in sections]


def doubts_in(read: Iterable[Passage]) -> list[Doubt]:
    """Every suspicious word once, in reading order: masking it masks it in every part."""
    doubts: dict[str, Doubt] = {}
    for passage in read:
        for piece in passage.suspects:
            doubts.setdefault(piece.text, Doubt(piece.text, piece.why, [])).parts.append(passage.number)
    return list(doubts.values())


def _passage(section: Section, with_suspects: bool, sheets: Callable[[SectionFile], list[Sheet]]) -> Passage:
    file: SectionFile | None = getattr(section, "file", None)
    start = file.text_start if file and file.name else len(section.text)
    typed = list(_pieces(section, 0, start, with_suspects))
    read = list(_pieces(section, start, len(section.text), with_suspects))
    return Passage(
        number=section.position + 1,
        prompt=section.prompt,
        paragraphs=list(_paragraphs(typed)),
        suspects=_once(piece for piece in [*typed, *read] if piece.kind == "suspect"),
        words=len(section.text.split()),
        file=Attached(sheets(file), list(_paragraphs(read)), file.version, file.why_held) if file else None,
    )


def _pieces(section: Section, start: int, end: int, with_suspects: bool) -> Iterator[Piece]:
    """Those of the text between two places; no mark crosses them."""
    marks = [(one.start, one.end, "masked", WHAT_IS_MASKED[Label(one.kind)]) for one in section.spans.all()]
    if with_suspects:
        marks += [
            (one.start, one.end, "suspect", WHY_SUSPICIOUS[Reason(one.reason)])
            for one in section.suspects.all()
        ]
    done = start
    for first, last, kind, why in sorted(mark for mark in marks if start <= mark[0] < end):
        yield Piece(section.text[done:first])
        yield Piece(section.text[first:last], kind, why)
        done = last
    yield Piece(section.text[done:end])


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Blank lines end a paragraph; only plain text holds them. What is blank is none."""
    paragraph: list[Piece] = []
    for piece in pieces:
        first, *others = _BREAK.split(piece.text) if piece.kind == "plain" else [piece.text]
        if first:
            paragraph.append(Piece(first, piece.kind, piece.why))
        for text in others:
            if _says_something(paragraph):
                yield paragraph
            paragraph = [Piece(text)] if text else []
    if _says_something(paragraph):
        yield paragraph


def _says_something(paragraph: Iterable[Piece]) -> bool:
    return any(piece.text.strip() for piece in paragraph)


def _once(pieces: Iterable[Piece]) -> list[Piece]:
    return list({piece.text: piece for piece in pieces}.values())
