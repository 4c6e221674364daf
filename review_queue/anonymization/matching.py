"""Find known identities in a text: one pass over its words, a few dictionary look-ups for each."""

from collections.abc import Iterator
from dataclasses import replace

from .known.gaps import adjacent, between, divides
from .known.index import LONG, Act, Certainty, Index, Known
from .known.initials import signatures, with_initials
from .known.mentions import Mention, mention, tie, with_second_name
from .known.other_scripts import pattern_of
from .known.slips import Slips
from .normalize import Folded, Words, bare
from .spans import Doubt, Find, Label, Source

MOST_WORDS = 30
"""Of a longer name the rest is not compared, or a text that repeats its beginning would cost it each time."""
DIVIDED = 4
"""A name of so many letters is known again when a hyphen divides it."""
_DIGITS = "0123456789"


class Matcher:
    """Finds the identities of one index in any number of texts, remembering words it has judged."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._slips = Slips(index)
        self._seen: set[str] = set()
        self._keys: dict[str, str] = {}
        self._runs = pattern_of(index.runs)

    def find(self, text: str, folded: Folded) -> tuple[list[Find], list[Doubt]]:
        """What to mask and what to show, as ranges of the original text."""
        mentions = tie(text, [*self._words(text, folded)])
        mentions = [with_second_name(text, with_initials(text, one, self._index)) for one in mentions]
        mentions += signatures(text, self._index)
        finds = [
            Find(one.start, one.end, one.known.label, one.known.entity, Source.IDENTITY)
            for one in mentions
            if one.act is Act.MASK
        ]
        doubts = [Doubt(one.start, one.end, one.known.reason) for one in mentions if one.act is Act.SHOW]
        return [*finds, *self._in_other_scripts(folded)], doubts

    def _in_other_scripts(self, folded: Folded) -> Iterator[Find]:
        if self._runs:
            pattern, entities = self._runs
            for match in pattern.finditer(folded.text):
                entity = entities[(match.lastindex or 1) - 1]
                yield Find(*folded.original(*match.span()), Label.NAME, entity, Source.IDENTITY)

    def _words(self, text: str, folded: Folded) -> Iterator[Mention]:
        words, done = Words(folded.text), 0
        self._consider({*words.raw})
        for first in [place for place, word in enumerate(words.raw) if word in self._keys]:
            hit = self._hit(folded.text, words, first) if first >= done else None
            if hit:
                last, identity = hit
                yield mention(text, folded, [words[place] for place in range(first, last + 1)], identity)
                done = last + 1

    def _consider(self, words: set[str]) -> None:
        """Find out with which of these words something known may begin: few of them, each judged once."""
        for word in words - self._seen:
            key = bare(word) if "'" in word else word
            if key[-1].isdigit() and key not in self._index.prefixes:
                key = key.rstrip(_DIGITS)
            if key in self._index.prefixes or self._slips.near(key):
                self._keys[word] = key
        self._seen |= words

    def _hit(self, folded: str, words: Words, first: int) -> tuple[int, Known] | None:
        """What begins at this word, and its last word."""
        key = self._keys[words.raw[first]]
        if key != words[first].key:
            return self._with_digits(key, first)
        hit = self._longest(folded, words, first) if key in self._index.prefixes else None
        near = None if hit else self._slips.near(key)
        return (first, near) if near else hit

    def _with_digits(self, key: str, first: int) -> tuple[int, Known] | None:
        """`leilani1985`: a name, and digits that make it an address or a user name."""
        identity = self._index.keys.get(key)
        if identity is None or len(key) < 3:
            return None
        surely = identity.certainty is Certainty.SURE
        return first, identity if surely else replace(identity, certainty=Certainty.SHORT)

    def _longest(self, folded: str, words: Words, first: int) -> tuple[int, Known] | None:
        hit, last, word, divided = None, first, words[first], True
        joined = word.key
        while joined in self._index.prefixes and last - first < MOST_WORDS:
            identity = self._index.keys.get(joined)
            least = DIVIDED if divided else LONG
            if identity and (last - first + 1 in (1, identity.words) or len(joined) >= least):
                hit = (last, identity)
            last += 1
            if last == len(words):
                break
            before, word = word, words[last]
            gap = between(folded, before, word)
            if not adjacent(gap):
                break
            divided = divided and divides(gap)
            joined += word.key
        return hit
