"""An answer as it is read: paragraphs of pieces, some of them masked, some of them suspicious."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from review_queue.anonymization.spans import Label, Reason
from review_queue.models import Highlight, Item, Section, SectionFile, Suspect
from review_queue.permissions import User

from .file_pages import Sheet, sheets_of, sheets_to_clear
from .pieces import Choice, Highlighted, Mark, Piece, highlighted, paragraphs_of, pieces_of

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
    Reason.UNMASKED: "A clearer says that this is no name",
}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as it is shown: its pages, and what can be read in it. `why_held` says why there is none."""

    sheets: list[Sheet]
    paragraphs: list[list[Piece]]
    version: int
    why_held: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A suspicious word and the numbers of the parts it is in; `ticked` if it was left in everywhere."""

    text: str
    why: str
    parts: list[int]
    ticked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    number: int
    prompt: str
    paragraphs: list[list[Piece]]
    suspects: list[Piece]
    words: int
    file: Attached | None = None


def passages(item: Item, notes: Sequence[Highlight] = ()) -> list[Passage]:
    """The sections in order, as a reviewer reads them, with the highlights of these notes. Two queries."""
    sections = item.sections.select_related("file").prefetch_related("spans")
    places: defaultdict[int, list[Highlighted]] = defaultdict(list)
    for number, note in enumerate(notes, 1):
        places[note.section_id].append(Highlighted(note.start, note.end, number))
    return [_passage(section, False, sheets_of, highlights=places[section.pk]) for section in sections]


def passages_to_clear(
    item: Item, by: User, choices: Mapping[int, Sequence[Choice]] | None = None
) -> list[Passage]:
    """The sections with what is suspicious, and what of their files has been looked at. Six queries.

    `choices` are shown in place, by the position of their section.
    """
    sections = item.sections.select_related("file").prefetch_related("spans", "suspects")
    sheets, chosen = sheets_to_clear(item, by), choices or {}
    return [
        _passage(section, True, lambda file: sheets[file.pk], chosen.get(section.position, ()))
        for section in sections
    ]


def doubts_in(read: Iterable[Passage]) -> list[Doubt]:
    """Every suspicious word once, in reading order: masking it masks it in every part."""
    doubts: dict[str, Doubt] = {}
    for passage in read:
        for piece in passage.suspects:
            former = doubts.get(piece.text)
            parts = [*(former.parts if former else ()), passage.number]
            ticked = piece.ticked and (former is None or former.ticked)
            why = former.why if former else piece.why
            doubts[piece.text] = Doubt(piece.text, why, list(dict.fromkeys(parts)), ticked)
    return list(doubts.values())


def _passage(
    section: Section,
    with_suspects: bool,
    sheets: Callable[[SectionFile], list[Sheet]],
    choices: Sequence[Choice] = (),
    highlights: Sequence[Highlighted] = (),
) -> Passage:
    file: SectionFile | None = getattr(section, "file", None)
    start = file.text_start if file and file.name else len(section.text)
    marks = sorted(_marks(section, with_suspects, choices), key=lambda mark: mark.start)
    typed = list(highlighted(pieces_of(section.text, 0, start, marks), highlights))
    read = list(pieces_of(section.text, start, len(section.text), marks))
    return Passage(
        number=section.position + 1,
        prompt=section.prompt,
        paragraphs=list(paragraphs_of(typed)),
        suspects=_once(_suspects(section) if with_suspects else ()),
        words=len(section.text.split()),
        file=Attached(sheets(file), list(paragraphs_of(read)), file.version, file.why_held) if file else None,
    )


def _marks(section: Section, with_suspects: bool, choices: Sequence[Choice]) -> Iterator[Mark]:
    """What stands out; a choice takes the place of what it touches."""
    firsts = [one.start for one in choices]

    def touched(start: int, end: int) -> bool:
        before = bisect_left(firsts, end)
        return before > 0 and choices[before - 1].end > start

    for one in section.spans.all():
        if not touched(one.start, one.end):
            why = WHAT_IS_MASKED[Label(one.kind)]
            yield Mark(one.start, one.end, Piece(section.text[one.start : one.end], "masked", why))
    for doubt in section.suspects.all() if with_suspects else ():
        if not touched(doubt.start, doubt.end):
            yield Mark(doubt.start, doubt.end, _suspect(section, doubt))
    for choice in choices:
        piece = Piece(choice.text, "choice", "", choice.value, choice.ticked)
        yield Mark(choice.start, choice.end, piece)


def _suspects(section: Section) -> Iterator[Piece]:
    return (_suspect(section, one) for one in section.suspects.all())


def _suspect(section: Section, one: Suspect) -> Piece:
    words, why = section.text[one.start : one.end], WHY_SUSPICIOUS[Reason(one.reason)]
    return Piece(words, "suspect", why, ticked=one.ticked_by_id is not None)


def _once(pieces: Iterable[Piece]) -> list[Piece]:
    """By their words; ticked if all of them are."""
    once: dict[str, Piece] = {}
    for piece in pieces:
        former = once.get(piece.text, piece)
        once[piece.text] = replace(piece, ticked=piece.ticked and former.ticked)
    return list(once.values())
