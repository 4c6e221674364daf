"""A text as its reader sees it: without signs that take no room, with the usual @ and dot for those alike."""

import re
from collections.abc import Iterator

from review_queue.typed.signs import AT_SIGNS, is_blank, is_invisible, is_variant

LINE_ENDS = "\t\n\r\x0b\x0c\x85"
_JOINERS = "\u200c\u200d"
_TO_AT = str.maketrans(dict.fromkeys(AT_SIGNS, "@"))
_DOTS = "\u2024\ufe52\uff0e\u3002\uff61"
_DOT = re.compile(r"(?<=\w)[\u2024\ufe52\uff0e](?=\w)|(?<=[0-9A-Za-z])[\u3002\uff61](?=[0-9A-Za-z])")


def as_seen(text: str) -> str:
    """The text that is masked, kept and shown: it looks the same, and nothing in it hides from a search.

    Joiners and variants stay beside other scripts and in emoji, where they change what is drawn. Ideographic
    full stops stay at the ends of sentences. Linear in the text.
    """
    signs = set(text)  # most texts have none of what is looked for, and are then read through only once
    unseen = [sign for sign in signs if takes_no_room(sign) and sign not in _JOINERS]
    if unseen:
        text = text.translate(dict.fromkeys(map(ord, unseen)))
    if any(sign in _JOINERS or is_variant(sign) for sign in signs):
        text = "".join(_beside_others(text))
    if not signs.isdisjoint(AT_SIGNS):
        text = text.translate(_TO_AT)
    return text if signs.isdisjoint(_DOTS) else _DOT.sub(".", text)


def takes_no_room(sign: str) -> bool:
    """Whether nothing is drawn for it. Ends of lines and blanks are seen."""
    if "\U000e0000" <= sign <= "\U000e0fff" and not is_variant(sign):
        return True  # tags, and what Unicode has reserved to be ignored
    return is_invisible(sign) and sign not in LINE_ENDS and not _is_seen_blank(sign)


def _is_seen_blank(sign: str) -> bool:
    return is_blank(sign) and not "\x1c" <= sign <= "\x1f"


def _beside_others(text: str) -> Iterator[str]:
    last = " "
    for sign, after in zip(text, text[1:] + " ", strict=True):
        joins = sign in _JOINERS and not last.isascii() and not after.isascii()
        varies = is_variant(sign) and not last.isascii() and not last.isalnum()
        if (sign not in _JOINERS and not is_variant(sign)) or joins or varies or _ideograph(last, sign):
            last = sign
            yield sign


def _ideograph(before: str, sign: str) -> bool:
    return is_variant(sign) and "\u2e80" <= before <= "\U0003ffff"
