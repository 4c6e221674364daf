"""The one reader of numbers that people type or programs send, for both apps.

| typed | read | because |
|---|---|---|
| 1,250 and 1,250.5 | 1250, 1250.5 | a comma before exactly three digits marks thousands |
| 1,5 and 1,25 and 0,250 and 1250,5 | 1.5, 1.25, 0.250, 1250.5 | any other single comma is a decimal comma |
| 1.250 | 1.250 | a single point is always a decimal point |
| 1.250,5 and 1.250.000 | 1250.5, 1250000 | nothing else can be meant |
| 1 250,5 and 1'250.5 (any blank, any apostrophe) | 1250.5 | likewise, before exactly three digits |
| +5 and .5 and 5. | 5, 0.5, 5 | |
| digits of any script, also fullwidth | as in 0–9 | with that script's own separators |
| signs that nobody sees | nothing | they come with what is pasted |
| 1,2,3 and 1,00,000 and 12 50 and 1e2 | Unclear | asked rather than guessed |
| many, NaN, ½, 5 h | NotANumber | |
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from .signs import APOSTROPHES, is_blank, is_invisible

MOST_DIGITS = 18
"""Of a primary key: what databases count to has one more."""

LONGEST = 60
"""Characters in a number; nobody types more."""

WHOLE_DIGITS = 15
DECIMAL_PLACES = 4
"""What `PATTERN` has room for."""

THOUSANDS = "[1-9][0-9]{{0,2}}(?:{0}[0-9]{{3}}){{{1},4}}"
DECIMALS = "(?:{0}[0-9]{{0,4}})?"

WRITTEN = (
    f"[0-9]{{1,{WHOLE_DIGITS}}}{DECIMALS.format('[.,]')}",
    f"[.,][0-9]{{1,{DECIMAL_PLACES}}}",
    THOUSANDS.format(",", 1) + DECIMALS.format("[.]"),
    THOUSANDS.format("[ ']", 1) + DECIMALS.format("[.,]"),
    THOUSANDS.format("[.]", 1) + f",[0-9]{{0,{DECIMAL_PLACES}}}",
    THOUSANDS.format("[.]", 2),
)

PATTERN = f"^[+-]?(?:{'|'.join(WRITTEN)})$"
"""What is read of 0–9, for a JSON Schema: a text that matches is read, and means one number only."""

GROUPED = re.compile(
    r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:[ '][0-9]{3})+|(?:\.[0-9]{3}){2,}|(?:\.[0-9]{3})+(?=,))"
)
PLAIN = re.compile(r"[0-9]+")
REST = re.compile(r"(?:[.,][0-9]*)?")
ALMOST = re.compile(r"[+-]?[0-9.,' _eE+-]*[0-9][0-9.,' _eE+-]*")

ALIKE = {
    ord(sign): plain
    for plain, signs in {
        "-": "−－﹣",
        "+": "＋﹢",
        ",": "，﹐",
        ".": "．﹒٫",
        "'": f"{APOSTROPHES}٬",
    }.items()
    for sign in signs
}


class NotANumber(ValueError):
    """No number was typed."""


class Unclear(NotANumber):
    """Digits and signs that could be more than one number; whoever typed them is asked."""


def read(text: str) -> Decimal:
    """The number that is meant. Raises NotANumber, or Unclear where it could be more than one."""
    plain = plainly(text) if len(text) <= LONGEST else ""
    number = _unsigned(plain.removeprefix("-") if plain[:1] == "-" else plain.removeprefix("+"))
    if number is None:
        raise Unclear(text) if ALMOST.fullmatch(plain) else NotANumber(text[:LONGEST])
    return -number if plain[0] == "-" and number else number


def row_number(text: str) -> int:
    """A primary key or the number of a version out of an address or a form; 0, which no row has, for others.

    With more digits than any database counts to it is none: Python itself refuses to read thousands of them.
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def written(value: object) -> object:
    """A number of JSON as it would be typed; anything else, and true and false, as it is."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{Decimal(repr(value)):f}"
    return value


def plainly(text: str) -> str:
    """The text with digits 0–9, one kind of each sign, and nothing that nobody sees."""
    return "".join(_plain_signs(text.translate(ALIKE))).strip()


def _plain_signs(text: str) -> Iterator[str]:
    for sign in text:
        digit = unicodedata.decimal(sign, None)
        if digit is not None:
            yield str(digit)
        elif is_blank(sign):
            yield " "
        elif not is_invisible(sign):
            yield sign


def _unsigned(text: str) -> Decimal | None:
    whole = GROUPED.match(text)
    if whole is None or not _ends(text, whole):
        whole = PLAIN.match(text)
    digits = re.sub(r"\D", "", whole[0]) if whole else ""
    rest = text[whole.end() :] if whole else text
    if not REST.fullmatch(rest) or not (digits or rest.strip(".,")):
        return None
    return Decimal(f"{digits or 0}.{rest[1:] or 0}" if rest[1:] else digits)


def _ends(text: str, whole: re.Match[str]) -> bool:
    """Whether nothing but decimals follows, after another sign than the one between thousands."""
    rest = text[whole.end() :]
    return bool(REST.fullmatch(rest)) and not (rest and rest[0] in whole[0])
