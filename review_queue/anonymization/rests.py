"""What is left of a suspicious place when part of it is masked, and whether that is worth a look."""

import re

from .words.vocabulary import FIELD, GENERIC, LEGAL_FORMS, SMALL, TITLES

_WORD = re.compile(r"[^\W_](?:[\w'’ʻ.@-]*\w)?")
_SAID = frozenset({"my", "name", "is", "i", "am", "called", "people", "call", "me", "signed", "s"})
"""Of `my name is`, nothing is left to look at."""
_NOTHING = _SAID | TITLES | SMALL | GENERIC | LEGAL_FORMS | FIELD


def rest_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From the first to the last word between two places that may identify; None if there is none."""
    telling = [
        match
        for match in _WORD.finditer(text, start, end)
        if len(match[0]) > 1 and match[0].lower().rstrip(".") not in _NOTHING
    ]
    return (telling[0].start(), telling[-1].end()) if telling else None
