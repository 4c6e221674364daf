"""Initials: beside a name, and alone as a signature or as what an organization is called."""

import re
from collections.abc import Iterator
from dataclasses import replace

from review_queue.anonymization.normalize import fold
from review_queue.anonymization.spans import Label, Reason
from review_queue.anonymization.words.vocabulary import ABBREVIATIONS

from .index import Act, Certainty, Index, Known
from .mentions import Mention

_CAPITAL = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
CAPITAL = f"[{_CAPITAL}]"
"""A capital letter of the Latin, Greek or Cyrillic alphabet, as a character class."""
_BEFORE = re.compile(rf"(?:(?<!\w){CAPITAL}\.[\s-]?){{1,3}}$")
_AFTER = re.compile(rf",?\s?(?:{CAPITAL}\.\s?-?){{1,2}}|,?\s{CAPITAL}(?![\w'’.])")
_DOTTED = re.compile(rf"(?<!\w)(?:{CAPITAL}\.\s?){{2,8}}")
_BARE = re.compile(rf"(?<!\w){CAPITAL}{{2,4}}(?!\w)")


def with_initials(text: str, mention: Mention, index: Index) -> Mention:
    """`L. Kahale`, `L. Q. Kahale` and `Kahale, L.`: initials go with the name if the first is one of its own.

    An everyday word with such an initial before it is a name.
    """
    letters = index.letters.get(mention.known.entity)
    if letters is None or mention.act is Act.LEAVE or mention.known.label is not Label.NAME:
        return mention
    before = _BEFORE.search(text, max(0, mention.start - 12), mention.start)
    after = _AFTER.match(text, mention.end)
    start = mention.start - len(before[0]) if before and _first(before[0]) in letters else mention.start
    end = mention.end + len(after[0].rstrip()) if after and _first(after[0]) in letters else mention.end
    if mention.act is Act.MASK or start < mention.start:
        return replace(mention, start=start, end=end, act=Act.MASK)
    return mention


def signatures(text: str, index: Index) -> Iterator[Mention]:
    """Initials that stand alone: masked with dots, shown without. One in the middle need not be known."""
    for pattern, act in ((_DOTTED, Act.MASK), (_BARE, Act.SHOW)):
        for match in pattern.finditer(text):
            letters = "".join(map(_folded, filter(str.isalpha, match[0])))
            known = _of_person(letters, index) or _of_organization(letters, index)
            if known and (act is Act.MASK or letters not in ABBREVIATIONS or letters in index.initials):
                yield Mention(match.start(), match.start() + len(match[0].rstrip()), known, act)


def _of_person(letters: str, index: Index) -> Known | None:
    entity = index.initials.get(letters)
    if entity is None and len(letters) == 3:
        entity = index.initials.get(letters[0] + letters[2])
    return Known(Label.NAME, entity, Certainty.WORD, 1, Reason.INITIALS) if entity else None


def _of_organization(letters: str, index: Index) -> Known | None:
    entity = index.acronyms.get(letters)
    return Known(Label.AGENCY, entity, Certainty.WORD, 1, Reason.INITIALS) if entity else None


def _first(words: str) -> str:
    return next((_folded(letter) for letter in words if letter.isalpha()), "")


def _folded(letter: str) -> str:
    return fold(letter).text[:1]
