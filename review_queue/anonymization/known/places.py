"""Where somebody lives: the lines of an address, its street with and without number, its town."""

import re
from collections.abc import Iterator, Sequence

from review_queue.anonymization.spans import Label, Reason
from review_queue.anonymization.words.vocabulary import DIRECTIONS, GENERIC, ORDINARY, STATES, STREETS

from .index import Certainty, Index, Known, words_of

_PARTS = re.compile(r"[\n\r,;]+")
_UNIT = re.compile(
    r"^(?:apt|apartment|unit|suite|ste|no|room|rm|floor|fl|bldg|building)\b|^\W*#", re.IGNORECASE
)
_AT_HOME = re.compile(r"\s(?:apt|apartment|unit|suite|ste|room|rm|floor|fl|#)\b.*|\s#.*", re.IGNORECASE)
_FULL = {short: full for full, *shorts in STREETS for short in (full, *shorts)}
_SPELLED = {full: (full, *shorts) for full, *shorts in STREETS}


def add_address(index: Index, value: str) -> None:
    """Each part between commas and line breaks; a state, a country, a flat's number identify nobody."""
    whole = words_of(value)
    if len(whole) > 2:
        _add(index, whole, _entity(whole), Certainty.SURE)
    for part in filter(None, (_AT_HOME.sub("", one).strip() for one in _PARTS.split(value))):
        words = words_of(part)
        _add_post_code(index, words)
        while words and (words[-1].isdigit() or words[-1] in STATES) and not words[0].isdigit():
            words = words[:-1]
        if not words or _UNIT.match(part) or "".join(words) in STATES:
            continue
        if any(word in _FULL for word in words[1:]) or words[0][0].isdigit():
            _add_street(index, words)
        else:
            add_city(index, " ".join(words))


def add_city(index: Index, value: str) -> None:
    """A town is masked as a phrase; one that is an everyday word is shown."""
    words = words_of(value)
    if not words or all(word in STATES or word.isdigit() for word in words):
        return
    ordinary = all(word in ORDINARY or word in GENERIC or len(word) <= 2 for word in words)
    certainty = Certainty.SHORT if not ordinary else Certainty.PHRASE if len(words) > 1 else Certainty.WORD
    _add(index, words, _entity(words), certainty)


def _add_post_code(index: Index, words: Sequence[str]) -> None:
    if words and words[-1].isdigit() and len(words[-1]) >= 5:
        index.add(words[-1], Known(Label.PLACE, _entity(words[-1:]), Certainty.SURE, 1, Reason.PART_OF_NAME))


def _add_street(index: Index, words: Sequence[str]) -> None:
    """`98-211 Pali Momi Street`: with its number, and the street alone, however its kind is shortened."""
    entity = _entity(words)
    street = [word for word in words if not word[0].isdigit()]
    for form in {tuple(one) for one in _spellings(words)}:
        _add(index, form, entity, Certainty.SURE)
    if not street:
        return
    for form in {tuple(one) for one in _spellings(street)}:
        _add(index, form, entity, Certainty.PHRASE if len(form) > 1 else Certainty.WORD)
    named = [word for word in street if word not in _FULL and word not in DIRECTIONS]
    for part in (named, *([word] for word in named)):
        if len(part) > 1 or (part and part[0] not in GENERIC and len(part[0]) > 3):
            _add(index, part, entity, Certainty.WORD)


def _spellings(words: Sequence[str]) -> Iterator[list[str]]:
    yield list(words)
    for place, word in enumerate(words):
        for other in _SPELLED.get(_FULL.get(word, ""), ()):
            yield [*words[:place], other, *words[place + 1 :]]


def _add(index: Index, words: Sequence[str], entity: str, certainty: Certainty) -> None:
    index.add("".join(words), Known(Label.PLACE, entity, certainty, len(words), Reason.PART_OF_NAME))


def _entity(words: Sequence[str]) -> str:
    return f"{Label.PLACE}:{' '.join(words)}"
