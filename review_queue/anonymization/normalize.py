"""One spelling for many: case, diacritics, apostrophes, hyphens and invisible characters folded away.

Every folded character knows which original character it came from, so what is found in the folded text can
be cut out of the original.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_APOSTROPHES = "'’‘ʻʼʽ‛`´ʹ′＇"
_HYPHENS = "-‐‑‒–—―−﹣－"
# Letters that carry no separable mark and so survive decomposition.
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
_ATOM = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` folded; `origin[i]` is the index in the original of folded character `i`, None if the same."""

    text: str
    origin: Sequence[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original range of a non-empty folded range."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Atom:
    """One word of the folded text: `key` is the word without apostrophes and without possessive 's."""

    start: int
    end: int
    key: str


def fold(text: str) -> Folded:
    """The folded text. Linear in its length."""
    if text.isascii():
        return Folded(text.lower().replace("`", "'"), None)
    pieces = [_fold_character(character) for character in text]
    if all(len(piece) == 1 for piece in pieces):
        return Folded("".join(pieces), None)
    origin = [index for index, piece in enumerate(pieces) for _ in piece]
    return Folded("".join(pieces), origin)


def atoms(folded: str) -> list[Atom]:
    """The words of a folded text, in order."""
    return [_atom(match) for match in _ATOM.finditer(folded)]


def key_of(value: str) -> str:
    """All words of a value run together: `Mary-Ann O'Brien` is `maryannobrien`."""
    return "".join(atom.key for atom in atoms(fold(value).text))


def _atom(match: re.Match[str]) -> Atom:
    word = match.group()
    if "'" not in word:
        return Atom(match.start(), match.end(), word)
    end = match.end()
    if word.endswith("'s") and len(word) > 3:
        word, end = word[:-2], end - 2
    return Atom(match.start(), end, word.replace("'", ""))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _HYPHENS:
        return "-"
    if unicodedata.category(character) == "Cf":
        return ""
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", character))
    bare = "".join(part for part in decomposed if not unicodedata.combining(part)).casefold()
    return "".join(_PLAIN.get(part, part) for part in bare)
