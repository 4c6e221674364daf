"""What may stand between two words of one name: signs, a blank, a line break with or without a hyphen."""

import re

from review_queue.anonymization.normalize import Atom

_JOINERS = " \t\n.,'-_/&@#:+()"
_LONGEST = 60
"""Characters: more blanks than an indent has part two words."""
_BREAK = re.compile(r"[ \t]*-?[ \t]*\r?\n\s*")
_HYPHEN = re.compile(r"-(?:\s*\r?\n\s*|\s)?")


def between(folded: str, first: Atom, second: Atom) -> str:
    """The signs between two words, a possessive 's of the first left out."""
    gap = folded[first.end : min(second.start, first.end + _LONGEST + 1)]
    return gap[2:] if gap.startswith("'s") else gap


def adjacent(gap: str) -> bool:
    """Whether words with this between them may be words of one name."""
    short = len(gap) <= 3 and not gap.strip(_JOINERS)
    return short or (len(gap) <= _LONGEST and (gap.isspace() or _BREAK.fullmatch(gap) is not None))


def divides(gap: str) -> bool:
    """Whether one word may have been divided here: by a hyphen, at the end of a line or within it."""
    return _HYPHEN.fullmatch(gap) is not None
