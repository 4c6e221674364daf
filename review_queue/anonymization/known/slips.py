"""Words that miss a known name: by one letter, by two in a long name, or as a scanner misreads letters."""

from dataclasses import replace

from review_queue.anonymization.spans import Reason
from review_queue.anonymization.words.english import is_english

from .index import LONG, LONGEST, Certainty, Index, Known, shortenings
from .misreadings import MISREAD, SHORT, TWICE, misread


class Slips:
    """Judges each different word once against the names of one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._judged: dict[str, Known | None] = {}

    def near(self, key: str) -> Known | None:
        """The name this word nearly is, if any. Its certainty says whether it is masked or shown."""
        if not SHORT - 1 <= len(key) <= LONGEST or not self._index.may_be_near(key):
            return None
        if key not in self._judged:
            self._judged[key] = self._judge(key)
        return self._judged[key]

    def _judge(self, key: str) -> Known | None:
        """Asked of most different words of a text: what cannot be is told before anything is compared."""
        index, length = self._index, len(key)
        if length >= LONG - 1 and index.resembles(key):
            for short in shortenings(key):
                for name in index.near.get(short, ()):
                    if name != key and within(key, name, 1):
                        return nearly(index.keys[name])
        if (key in index.misread or MISREAD.search(key)) and (known := self._misread(key)):
            return known
        if length <= LONG:
            return self._short(key) if index.short.resembles(key) else None
        return self._by_two(key) if length >= TWICE - 2 and index.long.resembles(key) else None

    def _misread(self, key: str) -> Known | None:
        """`Nakarnura` for Nakamura. An English word is no misread name."""
        name = self._index.misread.get(misread(key))
        if name is None or name == key or is_english(key):
            return None
        return nearly(self._index.keys[name])

    def _short(self, key: str) -> Known | None:
        """One slip in a name of four or five letters: shown, if it has a capital and is no English word."""
        for name in self._index.short.names(key):
            if name != key and within(key, name, 1):
                if is_english(key):
                    return None
                return replace(nearly(self._index.keys[name]), certainty=Certainty.WORD)
        return None

    def _by_two(self, key: str) -> Known | None:
        """Two slips in a name of nine letters and more; an English word is none."""
        letters = {*key}
        for name in self._index.long.names(key):
            alike = abs(len(name) - len(key)) <= 2 and len(letters.symmetric_difference(name)) <= 4
            if alike and name != key and within(key, name, 2):
                return None if is_english(key) else nearly(self._index.keys[name])
        return None


def nearly(identity: Known) -> Known:
    """What misses an everyday word by a letter is no surer than the word itself."""
    certainty = Certainty.WORD if identity.certainty is Certainty.WORD else Certainty.SHORT
    return replace(identity, certainty=certainty, reason=Reason.NEAR_NAME)


def within(word: str, name: str, slips: int) -> bool:
    """Whether so many slips make one of the other: a letter wrong, missing or too many, or two neighbors
    swapped. Takes the length to the power of the slips; both are short."""
    if abs(len(word) - len(name)) > slips:
        return False
    head = 0
    while head < min(len(word), len(name)) and word[head] == name[head]:
        head += 1
    left, right = word[head:], name[head:]
    if not left and not right:
        return True
    if not slips:
        return False
    swapped = left[:2] == right[:2][::-1] and within(left[2:], right[2:], slips - 1)
    return (
        swapped
        or within(left[1:], right[1:], slips - 1)
        or within(left[1:], right, slips - 1)
        or within(left, right[1:], slips - 1)
    )
