"""Organizations: as given, without article and legal form, by their first word and by their initials."""

from collections.abc import Iterator

from review_queue.anonymization.spans import Label, Reason
from review_queue.anonymization.words.vocabulary import GENERIC, LEGAL_FORMS, ORDINARY, SMALL

from .index import Certainty, Index, Known, words_of
from .people import certainty_of_name


def add_organization(index: Index, value: str) -> None:
    """Everything this organization is usually called."""
    words = words_of(value)
    entity = "".join(words)
    for variant in _shorter_forms(words):
        ordinary = all(word in ORDINARY or word in GENERIC for word in variant)
        certainty = certainty_of_name(variant) if len(variant) == 1 else Certainty.SURE
        if ordinary:
            certainty = Certainty.PHRASE if len(variant) > 1 else Certainty.WORD
        index.add("".join(variant), Known(Label.AGENCY, entity, certainty, len(variant)))
    head = _bare(words)[:1]
    if len(words) > 1 and head and head[0] not in ORDINARY | GENERIC and len(head[0]) > 3:
        index.add(head[0], Known(Label.AGENCY, entity, Certainty.WORD, 1, Reason.PART_OF_NAME))
    said = [word for word in words if word not in LEGAL_FORMS | {"the"}]
    for part in (said, [word for word in said if word not in SMALL]):
        acronym = "".join(word[0] for word in part)
        if len(acronym) >= 3:
            index.add(acronym, Known(Label.AGENCY, entity, Certainty.WORD, 1, Reason.INITIALS))


def organization_key(name: str) -> str:
    """One spelling of an organization, for comparing: without article and legal form. Digests that are kept
    are made of it: it must not change."""
    return "".join(_bare(words_of(name)))


def _shorter_forms(words: list[str]) -> Iterator[list[str]]:
    """The name as given, without article and legal form, and without the general words at its end."""
    yield words
    bare = _bare(words)
    yield bare
    while len(bare) > 2 and bare[-1] in GENERIC:
        bare = bare[:-1]
        yield bare


def _bare(words: list[str]) -> list[str]:
    bare = words[1:] if words[:1] == ["the"] else words
    while len(bare) > 1 and bare[-1] in LEGAL_FORMS:
        bare = bare[:-1]
    return bare
