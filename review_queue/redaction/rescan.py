"""Search a finished file for known identities: its bytes, every stream, every string, and its text.

It shares no code with what found them first, so that one mistake does not hide another.
"""

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from review_queue.anonymization import spellings
from review_queue.anonymization.capitals import written_small
from review_queue.anonymization.identifiers import Identifier, Kind
from review_queue.anonymization.known.index import LONG, Act, Index
from review_queue.anonymization.normalize import Atom, atoms, fold
from review_queue.anonymization.patterns import DIGITS, digits_of

SHORTEST_IN_BYTES = 5
"""Shorter ones occur in compressed data by chance: 5 given bytes, about once in 10^6 files of a megabyte."""
MOST_WORDS = 12

# No letter before or after, in one byte a letter or in two.
_BEFORE = rb"(?<![A-Za-z])(?<![A-Za-z]\0)"
_AFTER = rb"(?!\0?[A-Za-z])"
_STREAM = re.compile(rb"stream\r?\n")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_OCTAL = re.compile(rb"\\([0-3][0-7]{2})")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a known identity is, never which: hits may be logged."""

    place: str
    kind: str


def rescan(data: bytes, identifiers: Iterable[Identifier]) -> list[Hit]:
    """Every place of a PDF that holds one of the identities, in any spelling that is masked on sight.

    Reads broken files as far as they go. Only for files of our own making and for tests: it parses here.
    """
    known_ones = list(identifiers)
    index = spellings.build(known_ones)
    return [*_in_bytes(data, known_ones, index), *_in_words(data, index)]


def _in_bytes(data: bytes, identifiers: Sequence[Identifier], index: Index) -> Iterator[Hit]:
    needles = [(one.kind.value, needle) for one in identifiers for needle in _needles(one, index)]
    for place, view in _views(data):
        present = frozenset(view)  # pixels use few byte values: most needles need not be sought there
        sought = [(kind, needle) for kind, needle in needles if present.issuperset(needle)]
        for kind in sorted({kind for kind, needle in sought if _stands_in(view, needle)}):
            yield Hit(place, kind)


def _needles(one: Identifier, index: Index) -> set[bytes]:
    """The identity as bytes, in the spellings that no text may keep."""
    value = one.value
    written = {value, value.lower(), value.upper(), value.title(), value.replace(" ", "")}
    encoded = (
        form.encode(encoding, "ignore")
        for form in written
        if one.kind in (Kind.EMAIL, Kind.PHONE) or {*_named(form, index)}
        for encoding in ("utf-8", "latin-1", "utf-16-be", "utf-16-le")
    )
    return {needle for needle in encoded if len(needle.replace(b"\0", b"")) >= SHORTEST_IN_BYTES}


def _stands_in(view: bytes, needle: bytes) -> bool:
    """Whether it is there as a word, and not as a part of a longer one."""
    return needle in view and re.search(_BEFORE + re.escape(needle) + _AFTER, view) is not None


def _views(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes as they are, streams inflated whether or not anything still refers to them, and strings."""
    yield "bytes", data
    yield from (("strings", text) for text in _strings(data))
    for match in _STREAM.finditer(data):
        with suppress(zlib.error):
            plain = zlib.decompressobj().decompress(memoryview(data)[match.end() :])
            yield f"stream at {match.start()}", plain
            yield from ((f"stream at {match.start()}", text) for text in _strings(plain))


def _strings(data: bytes) -> Iterator[bytes]:
    """What is written in hexadecimal or octal, as the bytes it stands for."""
    for match in _HEX.finditer(data):
        digits = b"".join(match[1].split())
        yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    if _OCTAL.search(data):
        yield _OCTAL.sub(lambda match: bytes([int(match[1], 8)]), data)


def _in_words(data: bytes, index: Index) -> Iterator[Hit]:
    for place, text in _texts(data):
        for kind in sorted({*_named(text, index), *_phones(text, index)}):
            yield Hit(place, kind)


def _texts(data: bytes) -> Iterator[tuple[str, str]]:
    """What a reader of the file would be told: the text of each page, and every string in its objects."""
    import pikepdf
    import pypdf

    with suppress(Exception):  # damaged: what cannot be read by a parser is still searched as bytes
        for number, page in enumerate(pypdf.PdfReader(io.BytesIO(data)).pages, 1):
            yield f"text of page {number}", page.extract_text()
    with suppress(pikepdf.PdfError), pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            yield f"object {item.objgen[0]}", " \n\n\n\n".join(_said(item))


def _said(item: object) -> Iterator[str]:
    import pikepdf

    if isinstance(item, pikepdf.String | pikepdf.Name):
        yield str(item).lstrip("/")
    elif isinstance(item, pikepdf.Array):
        for part in item:
            yield from () if _is_elsewhere(part) else _said(part)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, part in item.items():
            yield key.lstrip("/")
            yield from () if _is_elsewhere(part) else _said(part)


def _is_elsewhere(part: object) -> bool:
    return bool(getattr(part, "is_indirect", False))


def _named(text: str, index: Index) -> Iterator[str]:
    """Labels of the spellings that are masked whatever stands around them."""
    folded = fold(text)
    words = atoms(folded.text)
    for first in range(len(words)):
        joined = ""
        for count, word in enumerate(words[first : first + MOST_WORDS], 1):
            joined += word.key
            if joined not in index.prefixes or _apart(words[first : first + count]):
                break
            identity = index.keys.get(joined)
            if identity and (count in (1, identity.words) or len(joined) >= LONG):
                starts = [folded.original(one.start, one.end)[0] for one in words[first : first + count]]
                act: Act = identity.certainty.value[int(written_small(text, starts))]
                if act is Act.MASK:
                    yield identity.label.value


def _apart(words: Sequence[Atom]) -> bool:
    """Whether more than a line break with a hyphen is between the last two."""
    return len(words) > 1 and words[-1].start - words[-2].end > 3


def _phones(text: str, index: Index) -> Iterator[str]:
    for match in DIGITS.finditer(text):
        if digits_of(match.group())[-7:] in index.phones:
            yield "PHONE"
