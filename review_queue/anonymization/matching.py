"""Find known identities in a text: one pass over its words, a few dictionary look-ups for each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .capitals import written_small
from .known.index import LONG, LONGEST, Act, Certainty, Index, Known, shortenings
from .known.other_scripts import pattern_of
from .normalize import Atom, Folded, Words, bare
from .spans import Doubt, Find, Label, Reason, Source

MOST_WORDS = 30
"""Of a longer name the rest is not compared, or a text that repeats its beginning would cost it each time."""
_JOINERS = " \t\n.,'-_/&@#:+()"
_SENTENCE_ENDS = ".!?:;•\n\r"
_QUIET = " \t\"“”'‘’(*-"
_DIGITS = "0123456789"
_BETWEEN = re.compile(r"[\s,\-]*(?:[A-Z]\.?[\s,\-]*)?")
_BEFORE = re.compile(r"(?:\b[A-Z]\.[\s-]?){1,3}$")
_AFTER = re.compile(r",?\s?(?:[A-Z]\.\s?-?){1,2}|\s[A-Z](?![\w'’.])")
_DOTTED = re.compile(r"\b(?:[A-Z]\.\s?){2,4}")
_BARE = re.compile(r"\b[A-Z]{2,4}\b")


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    known: Known
    act: Act


class Matcher:
    """Finds the identities of one index in any number of texts, remembering words it has judged."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._judged: dict[str, Known | None] = {}
        self._seen: set[str] = set()
        self._keys: dict[str, str] = {}
        self._runs = pattern_of(index.runs)

    def find(self, text: str, folded: Folded) -> tuple[list[Find], list[Doubt]]:
        """What to mask and what to show, as ranges of the original text."""
        mentions = _tie(text, [*self._words(text, folded)])
        mentions = [self._with_initials(text, mention) for mention in mentions]
        mentions += self._signatures(text)
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
                yield _mention(text, folded, [words[place] for place in range(first, last + 1)], identity)
                done = last + 1

    def _consider(self, words: set[str]) -> None:
        """Find out with which of these words something known may begin: few of them, each judged once."""
        for word in words - self._seen:
            key = bare(word) if "'" in word else word
            if key[-1].isdigit() and key not in self._index.prefixes:
                key = key.rstrip(_DIGITS)
            if key in self._index.prefixes or self._near(key):
                self._keys[word] = key
        self._seen |= words

    def _hit(self, folded: str, words: Words, first: int) -> tuple[int, Known] | None:
        """What begins at this word, and its last word."""
        key = self._keys[words.raw[first]]
        if key != words[first].key:
            return self._with_digits(key, first)
        hit = self._longest(folded, words, first) if key in self._index.prefixes else None
        near = None if hit else self._near(key)
        return (first, near) if near else hit

    def _with_digits(self, key: str, first: int) -> tuple[int, Known] | None:
        """`leilani1985`: a name, and digits that make it an address or a user name."""
        identity = self._index.keys.get(key)
        return (first, identity) if identity and identity.certainty is Certainty.SURE else None

    def _longest(self, folded: str, words: Words, first: int) -> tuple[int, Known] | None:
        hit, last, word = None, first, words[first]
        joined = word.key
        while joined in self._index.prefixes and last - first < MOST_WORDS:
            identity = self._index.keys.get(joined)
            if identity and (last - first + 1 in (1, identity.words) or len(joined) >= LONG):
                hit = (last, identity)
            last += 1
            if last == len(words):
                break
            before, word = word, words[last]
            if not _adjacent(folded, before, word):
                break
            joined += word.key
        return hit

    def _near(self, key: str) -> Known | None:
        """The name this word misses by one letter, if any. Judged once for every different word."""
        if not LONG - 1 <= len(key) <= LONGEST or not self._index.resembles(key):
            return None
        if key not in self._judged:
            self._judged[key] = self._judge(key)
        return self._judged[key]

    def _judge(self, key: str) -> Known | None:
        for short in shortenings(key):
            for name in self._index.near.get(short, ()):
                if name != key and within_one(key, name):
                    return _nearly(self._index.keys[name])
        return None

    def _with_initials(self, text: str, mention: Mention) -> Mention:
        """`L. Kahale` and `Kahale, L.`: the initial goes with the name."""
        letters = self._index.letters.get(mention.known.entity)
        if letters is None or mention.act is not Act.MASK or mention.known.label is not Label.NAME:
            return mention
        before = _BEFORE.search(text, max(0, mention.start - 12), mention.start)
        after = _AFTER.match(text, mention.end)
        start = mention.start - len(before[0]) if before and _only(before[0], letters) else mention.start
        end = mention.end + len(after[0].rstrip()) if after and _only(after[0], letters) else mention.end
        return replace(mention, start=start, end=end)

    def _signatures(self, text: str) -> Iterator[Mention]:
        for pattern, act in ((_DOTTED, Act.MASK), (_BARE, Act.SHOW)):
            for match in pattern.finditer(text):
                letters = "".join(filter(str.isalpha, match[0])).lower()
                entity = self._index.initials.get(letters)
                if entity is not None:
                    identity = Known(Label.NAME, entity, Certainty.WORD, 1, Reason.INITIALS)
                    yield Mention(match.start(), match.start() + len(match[0].rstrip()), identity, act)


def _nearly(identity: Known) -> Known:
    """What misses an everyday word by a letter is no surer than the word itself."""
    certainty = Certainty.WORD if identity.certainty is Certainty.WORD else Certainty.SHORT
    return replace(identity, certainty=certainty, reason=Reason.NEAR_NAME)


def within_one(word: str, name: str) -> bool:
    """One letter wrong, missing, too many, or two neighbors swapped."""
    if abs(len(word) - len(name)) > 1:
        return False
    head = 0
    while head < min(len(word), len(name)) and word[head] == name[head]:
        head += 1
    left, right = word[head:], name[head:]
    if left[:2] == right[:2][::-1] and left[2:] == right[2:]:
        return True
    return left[1:] == right[1:] or left[1:] == right or left == right[1:]


def _mention(text: str, folded: Folded, words: list[Atom], identity: Known) -> Mention:
    ranges = [folded.original(word.start, word.end) for word in words]
    start, end = ranges[0][0], ranges[-1][1]
    capital = not written_small(text, [first for first, _ in ranges])
    near = identity.reason is Reason.NEAR_NAME
    if near and capital and _starts_sentence(text, start):
        return Mention(start, end, identity, Act.SHOW)
    act = identity.certainty.value[0 if capital else 1]
    return Mention(start, end, identity, act)


def _tie(text: str, mentions: list[Mention]) -> list[Mention]:
    """Neighboring mentions of one person are one: `Grace L. Kahale` is masked whole."""
    tied: list[Mention] = []
    for mention in mentions:
        if tied and _same_name(text, tied[-1], mention):
            surer = tied[-1] if tied[-1].act is Act.MASK else mention
            tied[-1] = Mention(tied[-1].start, mention.end, surer.known, Act.MASK)
        else:
            tied.append(mention)
    return tied


def _same_name(text: str, first: Mention, second: Mention) -> bool:
    """Two everyday words make a name together only if they are two different words."""
    if first.known.entity != second.known.entity or second.start - first.end > 6:
        return False
    if first.known.label is not Label.NAME or Act.LEAVE in (first.act, second.act):
        return False
    if Act.MASK not in (first.act, second.act) and _key(text, first) == _key(text, second):
        return False
    return _BETWEEN.fullmatch(text, first.end, second.start) is not None


def _key(text: str, mention: Mention) -> str:
    return text[mention.start : mention.end].casefold()


def _adjacent(folded: str, first: Atom, second: Atom) -> bool:
    gap = folded[first.end : second.start]
    return len(gap) <= 3 and not gap.strip(_JOINERS)


def _only(words: str, letters: set[str]) -> bool:
    return all(letter.lower() in letters for letter in words if letter.isalpha())


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 20) : start].rstrip(_QUIET)
    return not before or before[-1] in _SENTENCE_ENDS
