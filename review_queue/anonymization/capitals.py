"""Whether words are written as a name is: `Department of Health`, and not `a department of health`, and
whether a capital only begins a sentence."""

import re
from collections.abc import Sequence

from .words.vocabulary import SMALL

_WORD = re.compile(r"\w*")
_SENTENCE_ENDS = ".!?:;•\n\r"
_QUIET = " \t\"“”'‘’(*-"


def written_small(text: str, starts: Sequence[int]) -> bool:
    """Whether one of the words that start here is in lower case, small ones inside a name left aside."""
    first, *others = starts
    return text[first].islower() or any(
        text[start].islower() and _WORD.match(text, start)[0] not in SMALL  # type: ignore[index]
        for start in others
    )


def starts_sentence(text: str, start: int) -> bool:
    """Whether the word that starts here is the first of a sentence, a line or a quotation."""
    before = text[max(0, start - 20) : start].rstrip(_QUIET)
    return not before or before[-1] in _SENTENCE_ENDS
