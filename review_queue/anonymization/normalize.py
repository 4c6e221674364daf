"""One spelling for many: case, diacritics, apostrophes, hyphens, unseen signs and look-alikes folded away.

Every folded character knows which original character it came from, so what is found in the folded text can
be cut out of the original.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from review_queue.typed.folding import PLAIN
from review_queue.typed.signs import APOSTROPHES, HYPHENS, is_blank, is_variant

from .lookalikes import ALIKE
from .unseen import takes_no_room

_FOREIGN = re.compile(r"([^\t\n\r -~])")
_MONGOLIAN_VARIANTS = "\u180b\u180c\u180d\u180f"
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
    if not _FOREIGN.search(text):
        return Folded(text.lower().replace("`", "'"), None)
    # Runs of what a keyboard writes and single other characters, in turns.
    runs = _FOREIGN.split(text.replace("`", "'"))
    pieces = [run.lower() for run in runs]
    pieces[1::2] = [_fold_character(character) for character in runs[1::2]]
    kept = all(len(piece) == 1 for piece in pieces[1::2])
    return Folded("".join(pieces), None if kept else _origin(runs, pieces))


def _origin(runs: list[str], pieces: list[str]) -> list[int]:
    origin: list[int] = []
    start = 0
    for run, piece in zip(runs, pieces, strict=True):
        origin += range(start, start + len(run)) if len(piece) == len(run) else [start] * len(piece)
        start += len(run)
    return origin


def atoms(folded: str) -> list[Atom]:
    """The words of a folded text, in order."""
    return [_atom(*match.span(), match.group()) for match in _ATOM.finditer(folded)]


class Words:
    """The same words, each made into an atom only when it is looked at. `raw` are those of the text."""

    def __init__(self, folded: str) -> None:
        self.raw: list[str] = _ATOM.findall(folded)
        self._spans = [match.span() for match in _ATOM.finditer(folded)]

    def __len__(self) -> int:
        return len(self.raw)

    def __getitem__(self, place: int) -> Atom:
        return _atom(*self._spans[place], self.raw[place])


def key_of(value: str) -> str:
    """All words of a value run together: `Mary-Ann O'Brien` is `maryannobrien`."""
    return "".join(atom.key for atom in atoms(fold(value).text))


def bare(word: str) -> str:
    """The key of one word: without apostrophes and without possessive 's."""
    return (word[:-2] if _possessive(word) else word).replace("'", "")


def _possessive(word: str) -> bool:
    return word.endswith("'s") and len(word) > 3


def _atom(start: int, end: int, word: str) -> Atom:
    if "'" not in word:
        return Atom(start, end, word)
    return Atom(start, end - 2 if _possessive(word) else end, bare(word))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in APOSTROPHES:
        return "'"
    if character in HYPHENS:
        return "-"
    if takes_no_room(character) or _is_drawn_on_another(character):
        return ""
    if is_blank(character):
        return " "
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", character))
    bare = "".join(part for part in decomposed if not unicodedata.combining(part)).casefold()
    return "".join(ALIKE.get(part) or PLAIN.get(part, part) for part in bare)


def _is_drawn_on_another(character: str) -> bool:
    """Whether it chooses a drawing of the letter before or encloses it."""
    variant = is_variant(character) or character in _MONGOLIAN_VARIANTS
    return variant or unicodedata.category(character) == "Me"
