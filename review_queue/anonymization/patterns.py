"""Things that identify by their form alone: addresses, numbers, links, exact dates. All linear."""

import re
from collections.abc import Callable, Iterable, Iterator

from .spans import Find, Label, Source
from .windows import LONGEST_GAP, Places, Window
from .words.vocabulary import STREETS

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:,?\s+\d{4})?"
_NUMBER_WORD = (
    r"\b(?:licen[sc]e|lic|certificate|certification|cert|member(?:ship)?|registration|reg|npi|id)\b"
    r"[\s.:#]{0,3}(?:(?:no|number|num)\b)?[\s.:#]{0,3}"
)

_DASH = "\u2010-\u2015\u2212"
"""Hyphens and dashes that a word processor writes for the one on the keyboard, in a character class."""

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_ENDINGS = (
    "com|org|net|edu|gov|mil|int|info|biz|io|coop|ngo|health|clinic|foundation|institute|academy|education|website"
    "|online|blog|app|dev|us|uk|ca|au|nz|de|fr|es|jp|kr|mx|br|ie|nl|se|fi|dk|pl|cz|ru|ua|cn|tw|hk|sg|ph|vn|th"
)
"""Ends of domains that nothing else ends with. A word of prose is none: who forgets the blank after a full
stop writes `the visit.care`, and that is only shown."""
LINK = re.compile(
    r"(?:https?://|\bwww\.)[^\s<>\"]+"
    rf"|(?<![\w@.-])(?:[\w-]{{2,63}}\.){{1,3}}(?:{_ENDINGS})\b(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
_APART = rf"(?:\s?[.,/_{_DASH}-]\s?|\s)"
PHONE = re.compile(
    rf"(?<![\w-])(?:\+\d{{1,3}}{_APART}?)?(?:1{_APART})?(?:\(\d{{3}}\)\s?|\d{{3}}{_APART}?)"
    rf"\d{{3}}{_APART}?\d{{4}}(?![\w-])"
    rf"|(?<![\w-])\d{{3}}\s?[.{_DASH}-]\s?\d{{4}}(?![\w-])(?:\s\(\d{{3}}\))?"
    rf"|\+\d(?:[\s().{_DASH}-]{{0,2}}\d){{7,13}}(?!\w)"
)
SOCIAL_SECURITY = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
NUMBERED = re.compile(_NUMBER_WORD + r"([A-Z]{0,6}[-\s]?\d[\dA-Z-]{2,15})(?!\w)", re.IGNORECASE)
DATE = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b{_YEAR}"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}{_YEAR}(?!\w)"
    rf"|\b\d{{1,2}}[-./]\s?{_MONTH}[-./,]?\s?(?:\d{{4}}|\d{{2}})(?!\w)"
    rf"|\b{_MONTH}-\d{{1,2}}-(?:\d{{4}}|\d{{2}})(?!\w)"
    r"|(?<![\w/])\d{1,2}\s/\s\d{1,2}\s/\s(?:\d{4}|\d{2})(?![\w/])"
    r"|\b\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\w)|(?<![\w-])\d{1,2}-\d{1,2}-\d{4}(?![\w-])"
    r"|(?<![\w/])\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?![\w/])",
    re.IGNORECASE,
)
DIGITS = re.compile(
    rf"(?<!\d)\d(?:[\s()./,_{_DASH}-]{{0,3}}(?:\d|[Oo](?=\d)|(?<=\d)[Oo](?!\w))){{6,14}}(?!\d)"
)
"""Digits of a telephone number, however they are parted; a scanner reads an O for some of them."""
_KINDS_OF_STREET = "|".join(
    sorted({word.capitalize() for kinds in STREETS for word in kinds}, key=len, reverse=True)
)
STREET = re.compile(
    r"(?<![\w-])\d{1,5}(?:-\d{1,5})?[ \t](?:(?:[NSEW]{1,2}|(?:North|South)(?:east|west)?|East|West)\.?[ \t])?"
    r"(?:[^\W\d_a-z][\w'’ʻ.-]{1,30}[ \t]){1,3}"
    rf"(?:{_KINDS_OF_STREET})\b"
    r"|\bP\.?\s?O\.?\s?Box\s\d{1,6}(?!\w)"
)


def numbers(places: Places) -> Iterable[Window]:
    """Where SOCIAL_SECURITY, PHONE and DIGITS can match: their digits stand at most three apart."""
    return places.digits(5, 5)


def numbered(places: Places) -> Iterable[Window]:
    """Where NUMBERED can match: up to 33 characters before the first digit, 16 after the last."""
    return places.digits(34, 18)


def streets(places: Places) -> Iterable[Window]:
    """Where STREET can match: behind a number of at most eleven characters, or before a box's."""
    return places.digits(12, 150)


def addresses(places: Places) -> Iterable[Window]:
    """Where EMAIL can match: 64 characters before the @, six labels of 63 after it."""
    return places.signs(65, 6 * 64)


def dates(places: Places) -> Iterable[Window]:
    """Where DATE can match: a month before the digits, or `th`, `of` and a month after them."""
    return places.spaced_digits(12 + LONGEST_GAP, 18 + 3 * LONGEST_GAP)


_BY_FORM: tuple[tuple[re.Pattern[str], Label, int, Callable[[Places], Iterable[Window]]], ...] = (
    (EMAIL, Label.EMAIL, 0, addresses),
    (LINK, Label.LINK, 0, Places.links),
    (SOCIAL_SECURITY, Label.NUMBER, 0, numbers),
    (NUMBERED, Label.NUMBER, 1, numbered),
    (DATE, Label.DATE, 0, dates),
    (PHONE, Label.PHONE, 0, numbers),
    (STREET, Label.PLACE, 0, streets),
)


def find_patterns(places: Places) -> Iterator[Find]:
    """Everything in the text that has an identifying form."""
    for pattern, label, group, where in _BY_FORM:
        for match in matches(pattern, places.text, where(places)):
            yield Find(*match.span(group), label, entity_of(label, match.group(group)), Source.PATTERN)


def find_phones(places: Places, endings: frozenset[str]) -> Iterator[Find]:
    """Known telephone numbers, however their digits are spaced. `endings` holds their last seven digits."""
    if not endings:
        return
    for match in matches(DIGITS, places.text, numbers(places)):
        digits = digits_of(match.group().replace("O", "0").replace("o", "0"))
        if digits[-7:] in endings:
            entity = entity_of(Label.PHONE, digits)
            yield Find(*match.span(), Label.PHONE, entity, Source.IDENTITY)


def matches(pattern: re.Pattern[str], text: str, windows: Iterable[Window]) -> Iterator[re.Match[str]]:
    """The pattern's matches in these windows of the text. What stands before a window is seen."""
    for start, end in windows:
        yield from pattern.finditer(text, start, end)


def entity_of(label: Label, words: str) -> str:
    """One entity for every way of writing the same thing."""
    if label is Label.PHONE:
        return f"{label}:{digits_of(words)[-7:]}"
    return f"{label}:{' '.join(words.casefold().split())}"


def digits_of(words: str) -> str:
    return "".join(character for character in words if character.isdigit())
