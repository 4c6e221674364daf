"""People: the candidate's names in every order, and whoever else is told of."""

from collections.abc import Sequence
from itertools import product

from review_queue.anonymization.identifiers import FIRST_NAMES, LAST_NAMES, Identifier, Kind
from review_queue.anonymization.spans import Label, Reason
from review_queue.anonymization.words.nicknames import other_forms
from review_queue.anonymization.words.vocabulary import ORDINARY, PARTICLES, TITLES

from .index import SELF, Certainty, Index, Known, words_of


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
            _add_whole(index, given + between + family, SELF)
            _add_whole(index, family + given + between, SELF)
            index.add_initials(given + between + family, SELF)
            index.add_initials([given[0], family[0]], SELF)


def add_person(index: Index, value: str, entity: str) -> None:
    """Somebody else, of whom the whole name is told as one."""
    words = [word for word in words_of(value) if word not in TITLES]
    _add_words(index, words, entity)
    if len(words) > 1:
        index.add_initials(words, entity)


def _add_short_forms(index: Index, names: set[str], entity: str) -> None:
    for form in {form for name in names for form in other_forms(name)}:
        index.add(form, Known(Label.NAME, entity, Certainty.WORD, 1, Reason.SHORT_FORM))


def _add_words(index: Index, words: list[str], entity: str) -> None:
    _add_whole(index, words, entity)
    for word in words:
        if word not in PARTICLES:
            _add_whole(index, [word], entity)


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
