"""A place of the text where something known stands, and what is done with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from review_queue.anonymization.capitals import starts_sentence, written_small
from review_queue.anonymization.normalize import Atom, Folded
from review_queue.anonymization.spans import Label, Reason
from review_queue.anonymization.words.english import is_english

from .index import Act, Known

_BETWEEN = re.compile(r"[\s,\-]*(?:[A-Z]\.?[\s,\-]*)?")
_HYPHENS = "-\u2010\u2011"
_ADDED_AFTER = re.compile(rf"[{_HYPHENS}]([^\W\d_][\w'’ʻ]{{1,40}})")
_ADDED_BEFORE = re.compile(rf"(?<!\w)([^\W\d_][\w'’ʻ]{{1,40}})[{_HYPHENS}]$")


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    known: Known
    act: Act


def mention(text: str, folded: Folded, words: Sequence[Atom], identity: Known) -> Mention:
    """What these words are, as they are written: with capitals or without, beginning a sentence or not.

    After a hyphen a name is small as often as not (Min-ji).
    """
    ranges = [folded.original(word.start, word.end) for word in words]
    start, end = ranges[0][0], ranges[-1][1]
    gaps = pairwise(ranges)
    apart = [second[0] for first, second in gaps if not {*text[first[1] : second[0]]} & {*_HYPHENS}]
    capital = not written_small(text, [start, *apart])
    act = identity.certainty.value[0 if capital else 1]
    begins = capital and identity.reason in _UNSURE and starts_sentence(text, start)
    if begins and identity.reason is Reason.NEAR_NAME and act is Act.MASK:
        act = Act.SHOW
    elif begins and is_english(words[0].key) and act is Act.SHOW:
        act = Act.LEAVE
    return Mention(start, end, identity, act)


_UNSURE = (Reason.NEAR_NAME, Reason.PART_OF_NAME)


def tie(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Neighboring mentions of one person are one: `Grace L. Kahale` is masked whole."""
    tied: list[Mention] = []
    for one in mentions:
        if tied and _same_name(text, tied[-1], one):
            surer = tied[-1] if tied[-1].act is Act.MASK else one
            tied[-1] = Mention(tied[-1].start, one.end, surer.known, Act.MASK)
        else:
            tied.append(one)
    return tied


def with_second_name(text: str, one: Mention) -> Mention:
    """`Kahale-Smith`: a name that was joined to a known one by a hyphen goes with it."""
    if one.act is not Act.MASK or one.known.label is not Label.NAME:
        return one
    after = _ADDED_AFTER.match(text, one.end)
    before = _ADDED_BEFORE.search(text, max(0, one.start - 43), one.start)
    end = after.end() if after and after[1][0].isupper() else one.end
    start = before.start() if before and before[1][0].isupper() else one.start
    return replace(one, start=start, end=end)


def _same_name(text: str, first: Mention, second: Mention) -> bool:
    """Two everyday words make a name together only if they are two different words."""
    if first.known.entity != second.known.entity or second.start - first.end > 6:
        return False
    if first.known.label is not Label.NAME or Act.LEAVE in (first.act, second.act):
        return False
    if Act.MASK not in (first.act, second.act) and _key(text, first) == _key(text, second):
        return False
    return _BETWEEN.fullmatch(text, first.end, second.start) is not None


def _key(text: str, one: Mention) -> str:
    return text[one.start : one.end].casefold()
