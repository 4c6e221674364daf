"""Whether words are written as a name is: `Department of Health`, and not `a department of health`."""

import re
from collections.abc import Sequence

from .words.vocabulary import SMALL

_WORD = re.compile(r"\w*")


def written_small(text: str, starts: Sequence[int]) -> bool:
    """Whether one of the words that start here is in lower case, small ones inside a name left aside."""
    first, *others = starts
    return text[first].islower() or any(
        text[start].islower() and _WORD.match(text, start)[0] not in SMALL  # type: ignore[index]
        for start in others
    )
