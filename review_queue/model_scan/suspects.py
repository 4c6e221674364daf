"""What the model takes for an identity, as suspects beside those that the masker lists."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from review_queue.anonymization.normalize import atoms, fold
from review_queue.anonymization.spans import Doubt, Find, Reason
from review_queue.typed.signs import APOSTROPHES, HYPHENS

from .child import Guess

NAMES = frozenset({"GIVEN_NAME", "SURNAME"})
PLACES = frozenset({"BUILDING_NUMBER", "STREET_NAME", "SECONDARY_ADDRESS", "CITY", "STATE", "ZIP_CODE"})
_BETWEEN = {Reason.MODEL_NAME: re.compile(r"[\s'-]*")}
_IN_AN_ADDRESS = re.compile(r"[\s,'-]*")
_SAYS_SOMETHING = re.compile(r"\w\W*\w|[^\W\x00-\x7f]")
_AS_TYPED = str.maketrans({**dict.fromkeys(HYPHENS, "-"), **dict.fromkeys(APOSTROPHES, "'")})


def as_typed(text: str) -> str:
    """The text with the usual hyphen and apostrophe for all that look like them; as long as it was."""
    return text.translate(_AS_TYPED)


def names_of(prompts: Iterable[str]) -> frozenset[str]:
    """The words of a paper that are not in lower case: whoever answers repeats the names of its vignettes."""
    return frozenset(key for prompt in prompts for key in _capitals(prompt))


def _capitals(text: str) -> Iterator[str]:
    folded = fold(text)
    for atom in atoms(folded.text):
        first, _ = folded.original(atom.start, atom.end)
        if not text[first].islower():
            yield atom.key


def with_guesses(
    text: str, guesses: Iterable[Guess], finds: Sequence[Find], doubts: Sequence[Doubt], paper: frozenset[str]
) -> list[Doubt]:
    """The doubts, and every guess that neither names somebody of the paper nor is covered by a find or doubt.

    One that touches them keeps its rest. `finds` and `doubts` are ordered and disjoint, also with each other;
    so is what is returned. Linear in the text.
    """
    taken = sorted([*((one.start, one.end) for one in finds), *((one.start, one.end) for one in doubts)])
    new = [
        Doubt(start, end, reason)
        for first, last, reason in _joined(text, guesses)
        if not _words(text[first:last]) <= paper
        for start, end in _rests(text, first, last, taken)
    ]
    return sorted([*doubts, *new], key=lambda doubt: doubt.start)


def _joined(text: str, guesses: Iterable[Guess]) -> Iterator[tuple[int, int, Reason]]:
    """Given name and surname are one name, number and street one address."""
    start = end = 0
    kept: Reason | None = None
    for guess in guesses:
        reason = _reason(guess.label)
        if reason is kept and _BETWEEN.get(reason, _IN_AN_ADDRESS).fullmatch(text, end, guess.start):
            end = guess.end
            continue
        if kept:
            yield start, end, kept
        start, end, kept = guess.start, guess.end, reason
    if kept:
        yield start, end, kept


def _reason(label: str) -> Reason:
    if label in NAMES:
        return Reason.MODEL_NAME
    return Reason.MODEL_PLACE if label in PLACES else Reason.MODEL_DETAIL


def _words(text: str) -> set[str]:
    return {atom.key for atom in atoms(fold(text).text)}


def _rests(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What of the range is outside `taken`, from word to word; nothing that is a sign or a single letter."""
    place = max(0, bisect_right(taken, (start, start)) - 1)
    while start < end:
        while place < len(taken) and taken[place][1] <= start:
            place += 1
        covered, after = taken[place] if place < len(taken) else (end, end)
        if _SAYS_SOMETHING.search(text, start, min(covered, end)):
            yield _trimmed(text, start, min(covered, end))
        start = max(start, after)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while not text[start].isalnum():
        start += 1
    while not text[end - 1].isalnum():
        end -= 1
    return start, end
