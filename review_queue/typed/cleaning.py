"""What is kept of a name, an address, a code or a number that somebody typed or pasted."""

import unicodedata
from collections.abc import Iterator

from .signs import AT_SIGNS, DOTS, is_blank, is_invisible, is_variant, joins

_ADDRESS_SIGNS = str.maketrans(dict.fromkeys(DOTS, ".") | dict.fromkeys(AT_SIGNS, "@"))


def clean(text: str) -> str:
    """One line: accents composed (NFC), unseen signs out, each run of blanks one space, none at the ends.

    Joiners stay where the script spells with them, as in Persian, and so do variants of ideographs. What a
    reader sees is the same as before. Cleaning twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = "".join(_seen(text.replace("\x00", "")))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def clean_address(text: str) -> str:
    """An e-mail address: as `clean`, without joiners, in plain width, with plain dots and a plain @."""
    if text.isascii() and text.isprintable():
        return text.strip()
    plain = clean(unicodedata.normalize("NFKC", text).translate(_ADDRESS_SIGNS))
    return "".join(sign for sign in plain if not is_invisible(sign) and not is_variant(sign)).strip()


def says_something(text: str) -> bool:
    """Whether a reader sees any sign of it."""
    return any(not sign.isspace() for sign in _seen(text.replace("\x00", "")))


def lines(text: str) -> str:
    """The text with one sign, a line feed, for each end of a line.

    A browser counts them so and sends two; who sends JSON sends what they like.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _seen(text: str) -> Iterator[str]:
    padded = f" {text} "
    for before, sign, after in zip(padded, padded[1:], padded[2:], strict=False):
        if is_blank(sign):
            yield " "
        elif is_variant(sign):
            yield sign if unicodedata.name(before, "").startswith("CJK") else ""
        elif not is_invisible(sign) or joins(before, sign, after):
            yield sign
