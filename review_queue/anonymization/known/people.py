"""People: the candidate's names in every order, and whoever else is told of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from review_queue.anonymization.identifiers import FIRST_NAMES, LAST_NAMES, Identifier, Kind
from review_queue.anonymization.spans import Label, Reason
from review_queue.anonymization.words.english import is_english
from review_queue.anonymization.words.nicknames import other_forms
from review_queue.anonymization.words.vocabulary import ORDINARY, PARTICLES, TITLES

from .index import SELF, Certainty, Index, Known, words_of

_CREDENTIAL = re.compile(r"(?:[A-Z][a-z]?\.?){2,}(?:-[A-Z]+)?[®™©]?|[A-Z]+-[A-Z]+[®™©]?|.*[®™©]")
"""LMSW, Ph.D., MEd, IMH-E®, LCSW-S: letters after a name, most of them capitals."""
_SIBILANTS = ("s", "x", "z", "ch", "sh")


def add_own_names(index: Index, names: Sequence[Identifier]) -> None:
    """The candidate: each name alone, first and last ones together in either order, middle ones between."""
    for name in names:
        _add_words(index, words_of(name.value), SELF)
    first = [words_of(name.value) for name in names if name.kind in FIRST_NAMES]
    middle = [words_of(name.value) for name in names if name.kind is Kind.MIDDLE_NAME]
    last = [words_of(name.value) for name in names if name.kind in LAST_NAMES]
    _add_short_forms(index, {word for words in (*first, *middle) for word in words}, SELF)
    for given, between, family in product([*first, *middle], [[], *middle], last):
        if given and family and given != between:
            _add_together(index, given, between, family)


def _add_together(index: Index, given: list[str], between: list[str], family: list[str]) -> None:
    _add_whole(index, given + between + family, SELF)
    _add_whole(index, family + given + between, SELF)
    index.add_initials(given + between + family, SELF)
    for part in family:
        if part not in PARTICLES:
            index.add_initials([given[0], part], SELF)
    index.add_initials([given[0], family[0]], SELF)
    for one, part in product({given[0], "".join(given), given[0][0]}, family):
        if len(part) > 3 and len(one + part) > 5:
            _add_whole(index, [one, part], SELF)


def add_person(index: Index, value: str, entity: str) -> None:
    """Somebody else, of whom the whole name is told as one, with titles before and letters after it."""
    words = [word for word in words_of(without_credentials(value)) if word not in TITLES]
    _add_words(index, words, entity)
    _add_short_forms(index, words[:1], entity)
    if len(words) > 1:
        index.add_initials(words, entity)
        for word in words[1:]:
            index.add_initials([words[0], word], entity)


def without_credentials(value: str) -> str:
    """`Ruth Okafor, LMSW, IMH-E®` is Ruth Okafor; `Okafor, Ruth` stays, and so does a name in capitals."""
    first, *others = [part.strip() for part in value.split(",")]
    kept = [first, *(part for part in others if not all(map(_CREDENTIAL.fullmatch, part.split())))]
    words = " ".join(kept).split()
    if any(word.isalpha() and word[1:].islower() for word in words):
        while len(words) > 1 and _CREDENTIAL.fullmatch(words[-1]):
            words.pop()
    return " ".join(words)


def _add_short_forms(index: Index, names: Iterable[str], entity: str) -> None:
    for form in {form for name in names for form in other_forms(name)}:
        index.add(form, Known(Label.NAME, entity, Certainty.WORD, 1, Reason.SHORT_FORM))


def _add_words(index: Index, words: list[str], entity: str) -> None:
    _add_whole(index, words, entity)
    for word in words:
        if word not in PARTICLES:
            _add_whole(index, [word], entity)
            for plural in _plurals(word):
                _add_plural(index, plural, entity)


def _plurals(word: str) -> Iterator[str]:
    """The Kims, the Hayeses, the Kennedys: as English makes them, and the apostrophe is not counted."""
    if len(word) >= 3:
        yield f"{word}es" if word.endswith(_SIBILANTS) else f"{word}s"


def _add_plural(index: Index, plural: str, entity: str) -> None:
    certainty = Certainty.WORD if plural in ORDINARY or is_english(plural) else Certainty.SHORT
    index.add(plural, Known(Label.NAME, entity, certainty, 2, Reason.NEAR_NAME))


def _add_whole(index: Index, words: list[str], entity: str) -> None:
    certainty = certainty_of_name(words)
    reason = Reason.SHORT_NAME if certainty is Certainty.SHORT else Reason.ORDINARY_WORD
    index.add("".join(words), Known(Label.NAME, entity, certainty, len(words), reason))


def certainty_of_name(words: Sequence[str]) -> Certainty:
    """How sure a name is that consists of these words: everyday words and short ones are less so."""
    ordinary = [len(word) <= 2 or word in ORDINARY for word in words]
    if all(ordinary):
        return Certainty.WORD if len(words) == 1 else Certainty.SHORT
    short = len(words) == 1 and len(words[0]) == 3
    return Certainty.SHORT if short else Certainty.SURE
