"""Organizations: as given, in the shorter forms that people use, by their own words and their initials."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from review_queue.anonymization.normalize import atoms, fold
from review_queue.anonymization.spans import Label, Reason
from review_queue.anonymization.words.english import is_english
from review_queue.anonymization.words.vocabulary import GENERIC, LEGAL_FORMS, ORDINARY, SMALL

from .index import Certainty, Index, Known, words_of
from .people import certainty_of_name

_AND = re.compile(r"\s*[&+]\s*")
_MOST_POSSESSIVES = 3
_GENERAL = GENERIC | SMALL
_ANYBODYS = ORDINARY | _GENERAL
_UNSAID = LEGAL_FORMS | {"the"}


def add_organization(index: Index, value: str) -> None:
    """Everything this organization is usually called."""
    entity = "".join(words_of(value))
    for words in _spellings(value):
        for variant in _shorter_forms(words):
            _add(index, variant, entity)
    _add_own_words(index, _bare(words_of(value)), entity)
    _add_initials(index, words_of(value), entity)


def organization_key(name: str) -> str:
    """One spelling of an organization, for comparing: without article and legal form. Digests that are kept
    are made of it: it must not change."""
    return "".join(_bare(words_of(name)))


def _spellings(value: str) -> Iterator[list[str]]:
    """With and without each possessive s (`Children's`, `Childrens`) and `and`, which may be written as &."""
    folded = fold(_AND.sub(" and ", value)).text
    spelled, left = [], _MOST_POSSESSIVES
    for atom in atoms(folded):
        forms = [atom.key]
        if folded.startswith("'s", atom.end) and left:
            forms.append(f"{atom.key}s")
            left -= 1
        elif atom.key == "and":
            forms.append("")
        spelled.append(forms)
    for words in product(*spelled[:_MOST_SPELLED]):
        yield [*filter(None, words), *(forms[0] for forms in spelled[_MOST_SPELLED:])]


_MOST_SPELLED = 12
_LONG_ENOUGH = 3
"""So many words are a name without what follows "of"."""


def _add(index: Index, variant: Sequence[str], entity: str) -> None:
    ordinary = all(word in ORDINARY or word in GENERIC for word in variant)
    certainty = certainty_of_name(variant) if len(variant) == 1 else Certainty.SURE
    if ordinary:
        certainty = Certainty.PHRASE if len(variant) > 1 else Certainty.WORD
    elif certainty is Certainty.SURE and all(map(is_english, variant)):
        certainty = Certainty.SHORT
    index.add("".join(variant), Known(Label.AGENCY, entity, certainty, len(variant)))


def _add_own_words(index: Index, bare: Sequence[str], entity: str) -> None:
    """Each word that is the organization's own, wherever in its name, is shown."""
    for place, word in enumerate(bare if len(bare) > 1 else ()):
        common = word in _ANYBODYS or (place > 0 and is_english(word))
        if not common and len(word) > 3:
            index.add(word, Known(Label.AGENCY, entity, Certainty.WORD, 1, Reason.PART_OF_NAME))


def _add_initials(index: Index, words: Sequence[str], entity: str) -> None:
    said = [word for word in words if word not in _UNSAID]
    for part in (said, [word for word in said if word not in SMALL]):
        acronym = "".join(word[0] for word in part)
        if len(acronym) >= 2:
            index.acronyms.setdefault(acronym, entity)
        if len(acronym) >= 3:
            index.add(acronym, Known(Label.AGENCY, entity, Certainty.WORD, 1, Reason.INITIALS))


def _shorter_forms(words: list[str]) -> Iterator[list[str]]:
    """The name as given, without article and legal form, without "of" a place, and without the general words
    at its end, as long as a word of its own is left: every department is a "Department of"."""
    yield words
    bare = _bare(words)
    yield bare
    if "of" in bare[_LONG_ENOUGH:]:
        yield bare[: bare.index("of", _LONG_ENOUGH)]
    while len(bare) > 2 and bare[-1] in _GENERAL:
        bare = bare[:-1]
        if bare[-1] not in SMALL and not all(word in _GENERAL for word in bare):
            yield bare


def _bare(words: list[str]) -> list[str]:
    bare = words[1:] if words[:1] == ["the"] else words
    while len(bare) > 1 and bare[-1] in LEGAL_FORMS:
        bare = bare[:-1]
    return bare
