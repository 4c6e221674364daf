"""Build a PDF from pictures and words. Same input, same bytes: no dates, no producer, no random name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

import pikepdf
from pikepdf import Array, Dictionary, Name

from .layer import Word

CODES = range(32, 256)
ADVANCE = 600
ASCENT = 700
SMALLEST_SIDE = 3.0
"""Points: a limit of the format."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its size in pixels, and the pixels as `encode` returned them."""

    width: int
    height: int
    encoding: str
    pixels: bytes


class Alphabet:
    """Gives every character a font and a code in it. Latin characters keep their own code."""

    def __init__(self, letters: Iterable[str]) -> None:
        others = sorted({letter for letter in letters if ord(letter) not in CODES})
        size = len(CODES)
        chunks = [others[start : start + size] for start in range(0, len(others), size)]
        self.fonts = [[chr(code) for code in CODES], *chunks]
        self._codes = {
            letter: (number, CODES[place])
            for number, font in enumerate(self.fonts)
            for place, letter in enumerate(font)
        }

    def runs(self, text: str) -> list[tuple[int, bytes]]:
        """The text as strings of one font each."""
        codes = (self._codes[letter] for letter in text)
        return [
            (font, bytes(code for _, code in run)) for font, run in groupby(codes, key=lambda one: one[0])
        ]


def rebuild(sheets: Iterable[Sheet], words: Sequence[Word], dpi: int) -> bytes:
    """The file: a picture on every page and over it, unseen, the words for screen readers and copying."""
    alphabet = Alphabet(letter for word in words for letter in word.text)
    by_page: defaultdict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_page[word.page].append(word)
    with pikepdf.new() as pdf:
        fonts = _fonts(pdf, alphabet)
        for number, sheet in enumerate(sheets):
            _add_page(pdf, sheet, fonts, _content(sheet, by_page[number], alphabet, 72 / dpi), 72 / dpi)
        pdf.Root.Lang = pikepdf.String("en")
        result = BytesIO()
        pdf.save(result, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return result.getvalue()


def _add_page(pdf: pikepdf.Pdf, sheet: Sheet, fonts: Dictionary, content: bytes, scale: float) -> None:
    drawn = pikepdf.Stream(
        pdf,
        sheet.pixels,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=sheet.width,
        Height=sheet.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name(sheet.encoding),
    )
    page = pdf.add_blank_page(page_size=(_edge(sheet.width, scale), _edge(sheet.height, scale)))
    page.Resources = Dictionary(XObject=Dictionary(Page=drawn), Font=fonts)
    page.Contents = pdf.make_stream(content)


def _edge(pixels: int, scale: float) -> float:
    """The side of the page: of a sliver, more than its picture has, as no file may have a thinner page."""
    return max(SMALLEST_SIDE, _side(pixels, scale))


def _side(pixels: int, scale: float) -> float:
    """Points, a hair short: rounded up by a viewer, they must not become a pixel more than there are."""
    return round((pixels - 0.02) * scale, 3)


def _content(sheet: Sheet, words: Iterable[Word], alphabet: Alphabet, scale: float) -> bytes:
    width, height = _side(sheet.width, scale), _side(sheet.height, scale)
    lines = [b"q %.3f 0 0 %.3f 0 0 cm /Page Do Q BT 3 Tr" % (width, height)]
    for word in words:
        lines.append(_placed(word, height, scale))
        runs = alphabet.runs(word.text)
        size = _size(word, scale)
        lines += [b"/F%d %.2f Tf <%s> Tj" % (font, size, codes.hex().encode()) for font, codes in runs]
    return b"\n".join([*lines, b"ET"])


def _size(word: Word, scale: float) -> float:
    return word.box.height * scale * 1000 / ASCENT


def _placed(word: Word, height: float, scale: float) -> bytes:
    """Stretch the word to the width of its box, standing on the bottom of it."""
    natural = len(word.text.rstrip()) * _size(word, scale) * ADVANCE / 1000
    stretch = 100 * word.box.width * scale / natural
    return b"%.2f Tz 1 0 0 1 %.2f %.2f Tm" % (
        stretch,
        word.box.left * scale,
        height - word.box.bottom * scale,
    )


def _fonts(pdf: pikepdf.Pdf, alphabet: Alphabet) -> Dictionary:
    """Fonts whose characters have a width, a meaning, and no shape: every viewer has them."""
    shape = pdf.make_stream(b"%d 0 0 0 %d %d d1" % (ADVANCE, ADVANCE, ASCENT))
    fonts = Dictionary()
    for number, letters in enumerate(alphabet.fonts):
        fonts[f"/F{number}"] = pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=Array([0, 0, ADVANCE, ASCENT]),
                FontMatrix=pikepdf.Array([0.001, 0, 0, 0.001, 0, 0]),
                CharProcs=Dictionary(g=shape),
                Encoding=Dictionary(
                    Type=Name.Encoding, Differences=Array([CODES[0], *[Name.g for _ in letters]])
                ),
                FirstChar=CODES[0],
                LastChar=CODES[0] + len(letters) - 1,
                Widths=Array([ADVANCE for _ in letters]),
                Resources=Dictionary(),
                ToUnicode=pdf.make_stream(_meanings(letters)),
            )
        )
    return fonts


def _meanings(letters: Sequence[str]) -> bytes:
    pairs = [
        f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>"
        for code, letter in zip(CODES, letters, strict=False)
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Meaning def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
