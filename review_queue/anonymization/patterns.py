"""Things that identify by their form alone: addresses, numbers, links, exact dates. All linear."""

import re
from collections.abc import Iterator

from .spans import Find, Label, Source

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:,?\s+\d{4})?"
_NUMBER_WORD = (
    r"\b(?:licen[sc]e|lic|certificate|certification|cert|member(?:ship)?|registration|reg|npi|id)\b"
    r"[\s.:#]{0,3}(?:(?:no|number|num)\b)?[\s.:#]{0,3}"
)

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
LINK = re.compile(
    r"(?:https?://|\bwww\.)[^\s<>\"]+"
    r"|(?<![\w@.-])(?:[\w-]{2,63}\.){1,3}(?:com|org|net|edu|gov|info|us)\b(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"(?<![\w-])(?:\+\d{1,3}[\s.-]?)?(?:1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[\s.-]?)\d{3}[\s.-]?\d{4}(?![\w-])"
    r"|(?<![\w-])\d{3}[.-]\d{4}(?![\w-])"
    r"|\+\d(?:[\s().-]{0,2}\d){7,13}(?!\w)"
)
SOCIAL_SECURITY = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
NUMBERED = re.compile(_NUMBER_WORD + r"([A-Z]{0,6}[-\s]?\d[\dA-Z-]{2,15})(?!\w)", re.IGNORECASE)
DATE = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b{_YEAR}"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}{_YEAR}(?!\w)"
    r"|\b\d{4}-\d{2}-\d{2}\b|(?<![\w/])\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?![\w/])",
    re.IGNORECASE,
)
DIGITS = re.compile(r"(?<!\d)\d(?:[\s().-]{0,2}\d){6,14}(?!\d)")

_BY_FORM = (
    (EMAIL, Label.EMAIL, 0),
    (LINK, Label.LINK, 0),
    (SOCIAL_SECURITY, Label.NUMBER, 0),
    (NUMBERED, Label.NUMBER, 1),
    (DATE, Label.DATE, 0),
    (PHONE, Label.PHONE, 0),
)


def find_patterns(text: str) -> Iterator[Find]:
    """Everything in the text that has an identifying form."""
    for pattern, label, group in _BY_FORM:
        for match in pattern.finditer(text):
            yield Find(*match.span(group), label, entity_of(label, match.group(group)), Source.PATTERN)


def find_phones(text: str, known: frozenset[str]) -> Iterator[Find]:
    """Known telephone numbers, however their digits are spaced. `known` holds their last seven digits."""
    if not known:
        return
    for match in DIGITS.finditer(text):
        if digits_of(match.group())[-7:] in known:
            entity = entity_of(Label.PHONE, match.group())
            yield Find(*match.span(), Label.PHONE, entity, Source.IDENTITY)


def entity_of(label: Label, words: str) -> str:
    """One entity for every way of writing the same thing."""
    if label is Label.PHONE:
        return f"{label}:{digits_of(words)[-7:]}"
    return f"{label}:{' '.join(words.casefold().split())}"


def digits_of(words: str) -> str:
    return "".join(character for character in words if character.isdigit())
