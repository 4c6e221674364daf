"""Which spellings of a known identity to look for, and how sure a hit is.

The index is a dictionary from words-run-together to what they mean, so looking up costs the same with three
identifiers as with three hundred.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import product

from .identifiers import NUMBERS, ORGANIZATIONS, OWN_NAMES, Identifier, Kind
from .nicknames import other_forms
from .normalize import atoms, fold, key_of
from .patterns import digits_of
from .spans import Label, Reason
from .vocabulary import GENERIC, LEGAL_FORMS, ORDINARY, PARTICLES, SMALL, TITLES

SELF = "self"
LONG = 6
"""From this many letters on, one wrong letter still finds a word, and a split word still joins."""
LONGEST = 100
"""Up to this many letters: a word with one left out, for each of them, takes the square of its length."""


class Act(Enum):
    MASK = "mask"
    SHOW = "show"
    LEAVE = "leave"


class Certainty(Enum):
    """What to do with a hit that is capitalized, and with one that is not."""

    SURE = (Act.MASK, Act.MASK)
    SHORT = (Act.MASK, Act.SHOW)
    PHRASE = (Act.MASK, Act.LEAVE)
    WORD = (Act.SHOW, Act.LEAVE)


@dataclass(frozen=True, slots=True)
class Known:
    label: Label
    entity: str
    certainty: Certainty
    words: int
    reason: Reason = Reason.ORDINARY_WORD


class Prefixes:
    """The words that at least one key begins with, without a set of them all. Keys first, then questions."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._starts: set[str] = set()
        self._sorted = True

    def add(self, key: str) -> None:
        self._keys.append(key)
        self._starts |= {key[:1], key[:2], key[:3]}
        self._sorted = False

    def __contains__(self, word: str) -> bool:
        if word[:3] not in self._starts:
            return False
        if not self._sorted:
            self._keys.sort()
            self._sorted = True
        place = bisect_left(self._keys, word)
        return place < len(self._keys) and self._keys[place].startswith(word)


@dataclass(slots=True)
class Index:
    """`keys` finds whole hits, `prefixes` tells when reading on is worth it, `near` holds every name of
    `LONG` letters with one letter left out, `heads` and `tails` hold how these names begin and end."""

    keys: dict[str, Known] = field(default_factory=dict)
    prefixes: Prefixes = field(default_factory=Prefixes)
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)
    tails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    initials: dict[str, str] = field(default_factory=dict)
    letters: dict[str, set[str]] = field(default_factory=dict)

    def add(self, key: str, identity: Known) -> None:
        """Look for `key`. Of two meanings the surer one wins."""
        present = self.keys.get(key)
        if len(key) < 2 or (present and _rank(present) <= _rank(identity)):
            return
        self.keys[key] = identity
        self.prefixes.add(key)
        if identity.label is Label.NAME and identity.words == 1 and LONG <= len(key) <= LONGEST:
            for short in {*shortenings(key)}:
                self.near[short] = (*self.near.get(short, ()), key)
            self.heads.add(key[: len(key) // 2])
            self.tails.add(key[len(key) // 2 + 1 :])

    def resembles(self, key: str) -> bool:
        """False only if no name of `LONG` letters is within one letter of the key, which has five or more.

        One slip, or a swap of two neighbors, leaves either the first half of a name as it is or what comes
        after its middle letter; the name may be a letter shorter or longer than the key.
        """
        head, tail = (len(key) - 1) // 2, len(key) // 2
        begins = key[:head] in self.heads or key[: head + 1] in self.heads
        return begins or key[-tail:] in self.tails or key[1 - tail :] in self.tails

    def add_initials(self, names: list[str], entity: str) -> None:
        """`Ann Mae Lee` may sign as A.M.L., and as A.L."""
        letters = "".join(name[0] for name in names)
        self.letters.setdefault(entity, set()).update(letters)
        for signature in (letters, letters[:1] + letters[-1:]):
            if len(signature) >= 2:
                self.initials.setdefault(signature, entity)


def build(identifiers: Iterable[Identifier]) -> Index:
    """The index of everything that the identifiers may look like in a text."""
    index = Index()
    given = list(identifiers)
    _add_own_names(index, [one for one in given if one.kind in OWN_NAMES])
    for number, one in enumerate(given):
        if one.kind is Kind.REFEREE:
            _add_person(index, one.value, f"referee {number}")
        elif one.kind in ORGANIZATIONS:
            _add_organization(index, one.value)
        elif one.kind in NUMBERS:
            _add_number(index, one.value)
        elif one.kind is Kind.EMAIL:
            _add_local_part(index, one.value)
        elif one.kind is Kind.PHONE:
            index.phones.add(digits_of(one.value)[-7:])
    index.phones = {digits for digits in index.phones if len(digits) == 7}
    return index


def shortenings(key: str) -> Iterator[str]:
    """The key itself and the key with each single letter left out."""
    yield key
    for position in range(len(key)):
        yield key[:position] + key[position + 1 :]


def organization_key(name: str) -> str:
    """One spelling of an organization, for comparing: without article and legal form."""
    return "".join(_bare(_words(name)))


def _add_own_names(index: Index, names: list[Identifier]) -> None:
    for name in names:
        _add_words(index, _words(name.value), SELF)
    first = [_words(name.value) for name in names if name.kind not in (Kind.FAMILY_NAME, Kind.FORMER_NAME)]
    last = [_words(name.value) for name in names if name.kind in (Kind.FAMILY_NAME, Kind.FORMER_NAME)]
    for form in {form for words in first for word in words for form in other_forms(word)}:
        index.add(form, Known(Label.NAME, SELF, Certainty.WORD, 1, Reason.SHORT_FORM))
    for given, family in product(first, last):
        if given and family:
            _add_whole(index, given + family, SELF)
            _add_whole(index, family + given, SELF)
            index.add_initials(given + family, SELF)
            index.add_initials([given[0], family[0]], SELF)


def _add_person(index: Index, value: str, entity: str) -> None:
    words = [word for word in _words(value) if word not in TITLES]
    _add_words(index, words, entity)
    if len(words) > 1:
        index.add_initials(words, entity)


def _add_words(index: Index, words: list[str], entity: str) -> None:
    _add_whole(index, words, entity)
    for word in words:
        if word not in PARTICLES:
            _add_whole(index, [word], entity)


def _add_whole(index: Index, words: list[str], entity: str) -> None:
    certainty = _certainty_of_name(words)
    reason = Reason.SHORT_NAME if certainty is Certainty.SHORT else Reason.ORDINARY_WORD
    index.add("".join(words), Known(Label.NAME, entity, certainty, len(words), reason))


def _add_organization(index: Index, value: str) -> None:
    words = _words(value)
    entity = "".join(words)
    for variant in _shorter_forms(words):
        ordinary = all(word in ORDINARY or word in GENERIC for word in variant)
        certainty = _certainty_of_name(variant) if len(variant) == 1 else Certainty.SURE
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


def _add_number(index: Index, value: str) -> None:
    if len(key_of(value)) >= 4:
        index.add(key_of(value), Known(Label.NUMBER, key_of(value), Certainty.SURE, len(_words(value))))


def _add_local_part(index: Index, value: str) -> None:
    local = value.partition("@")[0]
    if len(key_of(local)) >= 4 and key_of(local) not in ORDINARY:
        index.add(key_of(local), Known(Label.NAME, SELF, Certainty.SURE, len(_words(local))))


def _certainty_of_name(words: list[str]) -> Certainty:
    ordinary = [len(word) <= 2 or word in ORDINARY for word in words]
    if all(ordinary):
        return Certainty.WORD if len(words) == 1 else Certainty.SHORT
    short = len(words) == 1 and len(words[0]) == 3
    return Certainty.SHORT if short else Certainty.SURE


def _words(value: str) -> list[str]:
    return [atom.key for atom in atoms(fold(value).text)]


def _rank(identity: Known) -> int:
    return list(Certainty).index(identity.certainty)
