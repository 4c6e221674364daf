"""Which characters nobody sees, or takes for others. Categories and code points are Unicode's."""

import unicodedata

# Drawn as nothing or as a blank, although Unicode calls them letters, marks or symbols.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_JOINERS = frozenset("\u200c\u200d")
# Scripts in which a joiner (U+200C, U+200D) changes how a name is written: from Hebrew and Arabic over those
# of India and Southeast Asia to Mongolian.
_JOINING = ("\u0590", "\u1cff")

APOSTROPHES = "'’‘ʻʼʽʾʿ‛`´ʹ′＇\u02b9\u02bc\ua78c"
HYPHENS = "-‐‑‒–—―−﹣－"
DOTS = "\u2024\u3002\ufe52\uff0e\uff61"
"""What passes for the dot of an address: one-dot leader, ideographic, small and full-width full stops."""

AT_SIGNS = "\ufe6b\uff20"


def is_invisible(character: str) -> bool:
    """Whether it takes no room: format characters (Cf) such as U+200B, marks of direction, U+FEFF, and
    controls (Cc), among them line breaks.
    """
    return unicodedata.category(character) in {"Cf", "Cc"} or character in _UNSEEN


def is_variant(character: str) -> bool:
    """Whether it picks a drawing of the character before: legitimate after an ideograph, else unseen."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def is_blank(character: str) -> bool:
    """Whether it is drawn as a blank, whatever its width, or breaks the line."""
    return character.isspace() or character in _BLANK or unicodedata.category(character) in {"Zs", "Zl", "Zp"}


def joins(before: str, sign: str, after: str) -> bool:
    """Whether this sign is a joiner between two letters of a script whose names are spelled with it."""
    low, high = _JOINING
    return sign in _JOINERS and all(
        low <= neighbor <= high and unicodedata.category(neighbor)[0] in "LM" for neighbor in (before, after)
    )
