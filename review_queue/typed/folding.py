"""One spelling for all that mean the same word: what is searched and sorted by. Never shown."""

import unicodedata
from functools import lru_cache

from .cleaning import clean
from .signs import APOSTROPHES, HYPHENS, is_invisible, is_variant

_ONE_SIGN = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-"))

# Letters that carry no separable mark and so survive decomposition.
PLAIN = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ĸ": "k",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
# Classes of combining marks that are part of the letter: voicing in kana, and viramas.
_OF_THE_LETTER = frozenset({0, 8, 9})


def alike(text: str) -> str:
    """The same for texts that readers take for one: without case, with one apostrophe and one hyphen."""
    return clean(text).casefold().translate(_ONE_SIGN)


def folded(text: str) -> str:
    """Words in lower case without accents, apostrophes (O’Brien, Kaʻiulani) or unseen signs, one space apart.

    Hyphens and other signs part words, as they part them for whoever types without. Made of letters, digits
    and single spaces only; empty for a text that has none.
    """
    if not text.isascii():
        text = "".join(_letters(sign) for sign in unicodedata.normalize("NFKD", text))
        text = unicodedata.normalize("NFC", text)
    apart = "".join(sign if _is_spelled(sign) else " " for sign in text.casefold() if sign not in APOSTROPHES)
    return " ".join(apart.split())


def words(text: str) -> list[str]:
    """The folded words of a text, each once, in their order."""
    return list(dict.fromkeys(folded(text).split()))


def _is_spelled(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


@lru_cache(maxsize=4096)
def _letters(sign: str) -> str:
    """A character of a decomposed text, folded; empty for marks and for what is not seen."""
    if sign.isspace() or sign in APOSTROPHES:
        return sign
    if unicodedata.combining(sign) not in _OF_THE_LETTER or is_variant(sign) or is_invisible(sign):
        return ""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return "".join(PLAIN.get(letter, letter) for letter in sign.casefold())
