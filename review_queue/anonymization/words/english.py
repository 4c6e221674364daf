"""English words: a word that is none, and is written with a capital, may be a name."""

from functools import cache
from pathlib import Path

from .vocabulary import FIELD

_FILE = Path(__file__).with_name("english.txt")


@cache
def _english() -> frozenset[str]:
    return frozenset(_FILE.read_text(encoding="ascii").split())


def is_english(word: str) -> bool:
    """Whether a folded word is an English one or one of the field's, in the singular or plural."""
    known = _english()
    return word in known or word in FIELD or (word.endswith("s") and word[:-1] in FIELD)
