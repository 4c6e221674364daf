"""Words run together, and what they mean: looking up costs the same with three identities as with 300."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from review_queue.anonymization.normalize import atoms, fold
from review_queue.anonymization.spans import Label, Reason

from .misreadings import MISREAD, SHORT, TOO_LONG, TWICE, Ends, misread

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
    NOTED = (Act.SHOW, Act.SHOW)
    PHRASE = (Act.MASK, Act.LEAVE)
    WORD = (Act.SHOW, Act.LEAVE)


@dataclass(frozen=True, slots=True)
class Known:
    """What a key means. `words` is into how many words it may be divided, run together aside."""

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
    `LONG` letters with one letter left out, `heads` and `tails` hold how these names begin and end. `runs`
    are patterns of names that stand inside longer words of another script, and whose they are; `acronyms` are
    initials of organizations; `misread`, `short` and `long` find names that are written with slips."""

    keys: dict[str, Known] = field(default_factory=dict)
    prefixes: Prefixes = field(default_factory=Prefixes)
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)
    tails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    initials: dict[str, str] = field(default_factory=dict)
    letters: dict[str, set[str]] = field(default_factory=dict)
    runs: dict[str, str] = field(default_factory=dict)
    acronyms: dict[str, str] = field(default_factory=dict)
    misread: dict[str, str] = field(default_factory=dict)
    slipping: set[str] = field(default_factory=set)
    starts: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    around: set[tuple[str, str]] = field(default_factory=set)
    short: Ends = field(default_factory=lambda: Ends(2, swaps=True))
    long: Ends = field(default_factory=lambda: Ends(3))

    def add(self, key: str, identity: Known) -> None:
        """Look for `key`. Of two meanings the surer one wins; it may be divided as the other may."""
        present = self.keys.get(key)
        if len(key) < 2:
            return
        if present:
            surer = present if _rank(present) <= _rank(identity) else identity
            words = max(present.words, identity.words)
            self.keys[key] = surer if surer.words == words else replace(surer, words=words)
        else:
            self.keys[key] = identity
            self.prefixes.add(key)
        if identity.words == 1 and identity.label in _WITH_SLIPS and key.isalpha():
            self._add_slips(key)

    def _add_slips(self, key: str) -> None:
        """Find this word also where it is written with a slip."""
        if key in self.slipping:
            return
        self.slipping.add(key)
        self.starts.add(key[:2])
        self.ends.add(key[-2:])
        if len(key) < LONG:
            self.around.add((key[0], key[-1]))
        if LONG <= len(key) <= LONGEST:
            for short in {*shortenings(key)}:
                self.near[short] = (*self.near.get(short, ()), key)
            self.heads.add(key[: len(key) // 2])
            self.tails.add(key[len(key) // 2 + 1 :])
        if SHORT <= len(key) < LONG:
            self.short.add(key)
        if TWICE <= len(key) <= TOO_LONG:
            self.long.add(key)
        if len(key) >= SHORT:
            self.misread.setdefault(misread(key), key)

    def may_be_near(self, key: str) -> bool:
        """False only if the key cannot be a name with slips: those leave two letters at its beginning or end
        as they are, or the first and the last of a short one. Quick, for it is asked of every word."""
        return (
            key[:2] in self.starts
            or key[-2:] in self.ends
            or (key[0], key[-1]) in self.around
            or key in self.misread
            or MISREAD.search(key) is not None
        )

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


_WITH_SLIPS = (Label.NAME, Label.AGENCY, Label.PLACE)


def shortenings(key: str) -> Iterator[str]:
    """The key itself and the key with each single letter left out."""
    yield key
    for position in range(len(key)):
        yield key[:position] + key[position + 1 :]


def words_of(value: str) -> list[str]:
    """The folded words of a value."""
    return [atom.key for atom in atoms(fold(value).text)]


_RANKS = {certainty: rank for rank, certainty in enumerate(Certainty)}


def _rank(identity: Known) -> int:
    return _RANKS[identity.certainty]
