"""What may still be a person after masking: shown to the clearer, never changed by itself."""

import re
from collections.abc import Callable, Iterable, Iterator

from .patterns import matches
from .spans import Doubt, Reason
from .windows import Places, Window

# A pattern that begins with capitals is quick to search for; `(?<!\w.)` is `\b` before the one just read.
_CAPITAL = r"[A-Z\u00C0-\u00DE][\w'’ʻ-]{1,40}"
TITLE = re.compile(
    r"[DMPRAUK](?<!\w.)(?:(?<=D)r|(?<=M)(?:r|rs|s|iss)|(?<=P)(?:rof|rofessor)|(?<=R)ev|(?<=A)unty|(?<=U)ncle"
    rf"|(?<=K)umu)\.?\s+{_CAPITAL}"
)
INTRODUCTION = re.compile(
    rf"\b(?i:my name is|i am called|people call me|signed,?)\s+{_CAPITAL}(?:\s+{_CAPITAL})?"
)
# Mid-sentence only: preceded by a lower-case letter or a comma.
TWO_CAPITALS = re.compile(rf"[A-Z\u00C0-\u00DE](?<=[a-z,;]\s.)[\w'’ʻ-]{{1,40}}(?:\s+{_CAPITAL}){{1,3}}")
HANDLE = re.compile(r"(?<![\w@.])@\w{2,30}|\b\w{2,30}\s+at\s+\w{2,30}\s+dot\s+\w{2,6}\b")
LONG_NUMBER = re.compile(r"(?<![\w.,-])\d{5,15}(?![\w,-])")

_SPOKEN_DOT = re.compile(r"dot\s")
_OPENINGS = ("my name is", "i am called", "people call me", "signed")
# Letters that are an i or an s to a pattern that ignores case, and stay what they are in lower case.
_ODD_CASE = "İıſ"


def everywhere(places: Places) -> Iterable[Window]:
    return [(0, len(places.text))]


def introductions(places: Places) -> Iterable[Window]:
    """Where INTRODUCTION can match: anywhere, if one of its openings is in the text."""
    lower = places.text.lower()
    odd = any(letter in places.text for letter in _ODD_CASE)
    return everywhere(places) if odd or any(opening in lower for opening in _OPENINGS) else ()


def handles(places: Places) -> Iterable[Window]:
    """Where HANDLE can match: behind @, and anywhere if a dot is spelled out."""
    return everywhere(places) if _SPOKEN_DOT.search(places.text) else places.signs(0, 31)


def long_numbers(places: Places) -> Iterable[Window]:
    return places.digits(2, 2)


_LOOKS: tuple[tuple[Reason, re.Pattern[str], Callable[[Places], Iterable[Window]]], ...] = (
    (Reason.TITLE, TITLE, everywhere),
    (Reason.INTRODUCTION, INTRODUCTION, introductions),
    (Reason.TWO_CAPITALS, TWO_CAPITALS, everywhere),
    (Reason.HANDLE, HANDLE, handles),
    (Reason.LONG_NUMBER, LONG_NUMBER, long_numbers),
)


def look(places: Places) -> Iterator[Doubt]:
    """Ranges that look like a person, an address or a number."""
    for reason, pattern, where in _LOOKS:
        for match in matches(pattern, places.text, where(places)):
            yield Doubt(match.start(), match.end(), reason)
