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
    rf"|(?<=K)umu)\.?\s+{_CAPITAL}(?:\s{_CAPITAL}){{0,2}}"
)
INTRODUCTION = re.compile(
    rf"\b(?i:my name is|i am called|people call me|signed,?)\s+{_CAPITAL}(?:\s+{_CAPITAL})?"
)
_ENDING = (
    "com|org|net|edu|gov|info|us|health|care|clinic|family|center|house|school|community|social|io|co|me"
)
_DOT = r"(?:\s{1,3}dot\s{1,3}|\s?[\[(]\s?(?:dot|\.)\s?[\])]\s?)"
_IN_BRACKETS = r"(?:\s?[\[(]\s?(?:at|@)\s?[\])]\s?|\s@\s)"
HANDLE = re.compile(
    rf"(?<![\w@.])@\w{{2,30}}|\b[\w.+-]{{2,30}}(?:\s{{1,3}}at\s{{1,3}}[\w-]{{2,40}}{_DOT}"
    rf"|{_IN_BRACKETS}[\w-]{{2,40}}(?:{_DOT}|\.))\w{{2,12}}\b|\b[\w-]{{2,40}}{_DOT}(?:{_ENDING})\b"
)
SITE = re.compile(rf"(?<![\w@.-])[a-z\d][a-z\d-]{{1,62}}\.(?:{_ENDING})(?![\w.])")
"""May be a web site, or the end of a sentence without a blank."""
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
MONTH_OF = re.compile(rf"\b{_MONTH}\s{{1,3}}of\s{{1,3}}\d{{4}}(?!\w)")
BORN = re.compile(
    rf"\b(?:born|[Bb]irth(?:day|date)?|DOB)\b[^.!?\n\d]{{0,40}}?((?:{_MONTH}\s{{1,3}}(?:of\s{{1,3}})?)?(?:19|20)\d\d)(?!\w)"
)
LOCAL_PHONE = re.compile(r"(?<![\w.,-])\d{3}\s\d{4}(?![\w-])")
HOUSE = re.compile(rf"(?<![\w-])\d{{1,3}}-\d{{1,4}}\s{_CAPITAL}(?:\s{_CAPITAL})?")
"""The number of a house as in Hawaiʻi, and a street."""
LONG_NUMBER = re.compile(r"(?<![\w.,-])\d{5,15}(?![\w,-])")

_SPOKEN = re.compile(r"dot[\s\])]|[\[(]\s?(?:\.|at|@)")
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
    """Where HANDLE can match: around @, and anywhere if a sign is spelled out."""
    return everywhere(places) if _SPOKEN.search(places.text) else places.signs(35, 60)


def long_numbers(places: Places) -> Iterable[Window]:
    return places.digits(2, 6)


def months(places: Places) -> Iterable[Window]:
    return places.digits(24, 6)


def births(places: Places) -> Iterable[Window]:
    return places.digits(80, 6)


def houses(places: Places) -> Iterable[Window]:
    return places.digits(5, 100)


_LOOKS: tuple[tuple[Reason, re.Pattern[str], Callable[[Places], Iterable[Window]]], ...] = (
    (Reason.TITLE, TITLE, everywhere),
    (Reason.INTRODUCTION, INTRODUCTION, introductions),
    (Reason.HANDLE, HANDLE, handles),
    (Reason.HANDLE, SITE, Places.links),
    (Reason.PART_OF_DATE, MONTH_OF, months),
    (Reason.PART_OF_DATE, BORN, births),
    (Reason.LONG_NUMBER, LONG_NUMBER, long_numbers),
    (Reason.LONG_NUMBER, LOCAL_PHONE, long_numbers),
    (Reason.TWO_CAPITALS, HOUSE, houses),
)


def look(places: Places) -> Iterator[Doubt]:
    """Ranges that look like a person, an address or a number."""
    for reason, pattern, where in _LOOKS:
        for match in matches(pattern, places.text, where(places)):
            yield Doubt(*match.span(pattern.groups), reason)
