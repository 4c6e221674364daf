"""One PDF answer from the file as sent to the file that may be shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image

from review_queue.anonymization.spans import Masked
from review_queue.anonymization.tokens import replace

from .annotations import in_words
from .doubted import doubted
from .finding import Cover, Finder, covers, find
from .geometry import Area
from .glyphs import Glyph, text_of, visible
from .layer import words
from .pixels import cover, encode, ink_outside, picture
from .reasons import Reason
from .rebuild import Sheet, rebuild
from .refusals import StillIdentifies
from .rendering import Drawing, Limits, drawn
from .rescan import rescan

LITTLE_INK = 2000
"""One pixel in so many: less ink outside the text is a line or a bullet."""


@dataclass(frozen=True, slots=True)
class Look:
    """Pages count from 1. `words` belong to the reason's sentence (`why_look`) and name nobody."""

    page: int
    reason: Reason
    words: str = ""


@dataclass(frozen=True, slots=True)
class RedactedPdf:
    """What may be stored and, once a person has cleared it, shown. Nothing in it comes from the old file.

    `covered` are the pages, counted from 1, on which something was blacked out.
    """

    pdf: bytes
    masked: Masked
    pages: int
    looks: tuple[Look, ...]
    covered: frozenset[int]

    @property
    def text(self) -> str:
        return self.masked.text

    @property
    def needs_a_person(self) -> bool:
        """Whether pages hold things in which no identity could be sought: a scan, a picture, odd letters."""
        return bool(self.looks)


def redact_pdf(
    data: bytes,
    finder: Finder,
    *,
    areas: Sequence[Area] = (),
    limits: Limits | None = None,
    whole_words: bool = False,
) -> RedactedPdf:
    """The answer drawn again, everything covered that the finder knows and the `areas` a person marked.

    The finder numbers the tokens: the Masker of the answer's other sections makes them agree. `whole_words`
    as in `covers`, for a file of our own making. Raises
    CannotRedact for a file that cannot be drawn within the limits, StillIdentifies if the result names an
    identity.
    """
    limits = limits or Limits()
    with drawn(data, limits) as drawings:
        read = [_read(drawing, number) for number, drawing in enumerate(drawings)]
        glyphs = [glyph for page in read for glyph in page]
        marked = [(area.page, area.on(*_size(drawings[area.page]))) for area in areas]
        finds, doubts = find(glyphs, finder, marked)
        masked = replace(text_of(glyphs), finds, doubts, finder.numbering)
        masks = covers(glyphs, finds, masked, whole_words=whole_words)
        black = [*masks, *(Cover(page, box, "") for page, box in marked)]
        sheets = [_sheet(drawing, number, black) for number, drawing in enumerate(drawings)]
        unlike = doubted(read, map(_picture, drawings), finds, masked)
        looks = tuple(_looks(drawings, read, unlike))
    pdf = rebuild(sheets, list(words(glyphs, finds, masked)), limits.dpi)
    _check(pdf, finder)
    return RedactedPdf(pdf, masked, len(sheets), looks, frozenset(one.page + 1 for one in black))


def _size(drawing: Drawing) -> tuple[int, int]:
    return drawing.width, drawing.height


def _picture(drawing: Drawing) -> Image.Image:
    return picture(drawing.width, drawing.height, drawing.pixels())


def _read(drawing: Drawing, number: int) -> list[Glyph]:
    return visible(drawing, _picture(drawing), number)


def _sheet(drawing: Drawing, number: int, black: Iterable[Cover]) -> Sheet:
    page = _picture(drawing)
    for one in black:
        if one.page == number:
            cover(page, one.box, one.token)
    return Sheet(*page.size, *encode(page))


def _looks(
    drawings: Sequence[Drawing], read: Sequence[Sequence[Glyph]], unlike: Mapping[int, str]
) -> Iterator[Look]:
    for number, (drawing, glyphs) in enumerate(zip(drawings, read, strict=True)):
        for reason in _reasons(drawing, [glyph for glyph in glyphs if glyph.box]):
            yield Look(number + 1, reason)
        if drawing.left_out:
            yield Look(number + 1, Reason.LEFT_OUT, in_words(drawing.left_out))
        if number in unlike:
            yield Look(number + 1, Reason.UNLIKE, unlike[number])


def _reasons(drawing: Drawing, letters: Sequence[Glyph]) -> Iterator[Reason]:
    if drawing.lost:
        yield Reason.LOST
    if drawing.small:
        yield Reason.SMALL
    ink = ink_outside(_picture(drawing), (glyph.box for glyph in letters if glyph.box))
    if ink * LITTLE_INK > drawing.width * drawing.height:
        yield Reason.PICTURE if letters else Reason.NO_TEXT
    if len(letters) < sum(box is not None for box in drawing.boxes):
        yield Reason.HIDDEN_TEXT
    if any(glyph.letter == "\ufffd" or glyph.has_no_place for glyph in letters):
        yield Reason.UNKNOWN_LETTERS


def _check(pdf: bytes, finder: Finder) -> None:
    hits = rescan(pdf, finder.identifiers)
    if hits:
        raise StillIdentifies(tuple(sorted({hit.place for hit in hits})))
