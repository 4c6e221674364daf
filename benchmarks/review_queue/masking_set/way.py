"""One way of writing, and what a hurried hand makes of a word."""

import random
import re
from dataclasses import dataclass

from review_queue.typed.folding import folded

Person = dict[str, str]
TITLES = re.compile(r"^(Dr\.|Mrs\.|Mr\.|Ms\.)\s+")


@dataclass(frozen=True, slots=True)
class Way:
    """One way of writing: whose kind it is, how it is called, and the words."""

    kind: str
    name: str
    words: str
    harder: bool = False


def plain(words: str) -> str:
    """Without marks and apostrophes, as a keyboard writes it."""
    return " ".join(w.capitalize() for w in folded(words).split())


def slip(word: str, chance: random.Random, times: int = 1) -> str:
    """So many letters wrong, missing, doubled or swapped, none of them the first."""
    letters, places = list(word), chance.sample(range(1, len(word) - 1), times)
    for at in sorted(places, reverse=True):
        letters[at : at + 1] = chance.choice([[], letters[at : at + 1] * 2, [chance.choice("aeionrst")]])
    written = "".join(letters)
    return written if written != word else word[:1] + word[2:]


def longest(words: str) -> str:
    return max(re.split(r"[\s-]+", words), key=len)
