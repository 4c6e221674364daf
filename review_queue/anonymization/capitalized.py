"""Words with a capital that may name a person, a place or an organization. Only ever shown.

The field writes `Infant Mental Health` and `Early Head Start` with capitals all the time: what consists of
English words only is not suspicious, unless it ends as the name of an organization does.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .capitals import starts_sentence
from .normalize import fold
from .spans import Doubt, Reason
from .words.english import is_english
from .words.vocabulary import ESTABLISHMENTS, FIELD, GENERIC, ORDINARY, PARTICLES, STATES, SUBJECTS, TITLES

_WORD = re.compile(
    r"(?<![\w@#.'’ʻ-])[A-Z\u00c0-\u00de\u0100-\u017f][\w]*(?:['’ʻ-][\w]+)*|(?<!\w)ʻ[A-Z][\w'’ʻ-]*"
)
_BETWEEN = re.compile(
    r"\s{1,3}(?:(?:of|for|to|at|in)\s(?:the\s)?|(?:and|&|ad|de|del|van|von|y)\s(?:(?:la|los|der)\s)?"
    r"|(?:la|los|der|bin)\s)?"
)
_SHORTENED = re.compile(r"\.\s{1,3}")
_TITLE = re.compile(r"St|Dr|Mr|Mrs|Ms|Mt|Ft|[A-Z]")
"""After these a full stop ends no sentence."""
_SUFFIX = re.compile(r"(?:n't|'(?:m|re|ve|ll|d|s|t))$")
_CONTRACTED = frozenset({"ca", "wo", "sha", "ai", "o", "y", "ma"})
_ARTICLES = re.compile(r"(?:\b(?:the|a|an|our|this|every|each|and)|[-/])\s?$", re.IGNORECASE)
_FIELDS = FIELD | GENERIC | SUBJECTS
_NOT_ITS_OWN = _FIELDS | ESTABLISHMENTS
_NAMES = ORDINARY - _FIELDS
_USED = _CONTRACTED | STATES | TITLES | PARTICLES
_WIDEST = 16
MOST_WORDS = 8
"""A name is no longer; a text in capitals is many names."""


def capitalized(text: str) -> Iterator[Doubt]:
    """Runs of capitalized words that are suspicious. Linear in the text."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and (len(run) == MOST_WORDS or not _follows(text, run[-1], word)):
            yield from _doubts(text, run)
            run = []
        run.append(word)
    yield from _doubts(text, run)


def _follows(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    between = first.end(), second.start()
    if between[1] - between[0] > _WIDEST:
        return False
    shortened = _TITLE.fullmatch(first[0]) and _SHORTENED.fullmatch(text, *between)
    return bool(shortened or _BETWEEN.fullmatch(text, *between))


def _doubts(text: str, run: Sequence[re.Match[str]]) -> Iterator[Doubt]:
    if len(run) == 1 and _is_common(run[0][0]) and _key(run[0][0]) not in _NAMES:
        return  # most words with a capital only begin a sentence
    if run and starts_sentence(text, run[0].start()) and _is_common(run[0][0]):
        run = run[1:]
    if not run:
        return
    if len(run) == 1:
        suspicious = _alone(text, run[0])
    else:
        suspicious = not all(_is_common(word[0]) for word in run) or _is_establishment(run) or _is_called(run)
    if suspicious:
        yield Doubt(run[0].start(), run[-1].end(), Reason.TWO_CAPITALS)


def _alone(text: str, word: re.Match[str]) -> bool:
    """A word that is no English one; or an everyday one that is a name, unless an article is before it."""
    if not _is_common(word[0]):
        return True
    key = _key(word[0])
    before = text[max(0, word.start() - 8) : word.start()]
    name = key in _NAMES
    return name and not starts_sentence(text, word.start()) and not _ARTICLES.search(before)


def _is_establishment(run: Sequence[re.Match[str]]) -> bool:
    """`Sparrow House`, and not `Family Court`: called a house, with a word that is not the field's."""
    keys = [_key(word[0]) for word in run]
    of = bool(ESTABLISHMENTS.intersection(keys))
    return of and any(key not in _NOT_ITS_OWN for key in keys)


def _is_called(run: Sequence[re.Match[str]]) -> bool:
    """`Grace Young`: all of them everyday words that are names, and the first none of the field's."""
    keys = [_key(word[0]) for word in run]
    return all(key in ORDINARY for key in keys) and keys[0] not in _FIELDS


@lru_cache(maxsize=4096)
def _is_common(word: str) -> bool:
    """An English word, one of the field's, an abbreviation; of what has hyphens, every part."""
    if word.isupper() and len(word) <= 5:
        return True
    folded = _SUFFIX.sub("", fold(word).text)
    parts = folded.split("-")
    return all(len(part) < 2 or _is_word(part) for part in parts)


def _is_word(part: str) -> bool:
    plain = part.replace("'", "")
    return plain in _USED or is_english(plain)


@lru_cache(maxsize=4096)
def _key(word: str) -> str:
    return _SUFFIX.sub("", fold(word).text).replace("'", "")
