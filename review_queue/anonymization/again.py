"""Masked text that was read a second time, from a file in which more has been blacked out since."""

import re
from collections.abc import Iterator, Mapping

from .spans import Doubt, Label, Masked, Reason, Source, Span, without_overlap
from .spans import Find as Place
from .tokens import TOKEN

KINDS = frozenset(label.value for label in Label)


def read_again(text: str, before: Masked) -> Masked:
    """The text with its tokens as spans, and every mention of what was suspicious before as a suspect.

    The identities are forgotten by now, so doubts cannot be found anew; a mention too many is only shown.
    Tokens that were not there before are a person's. Linear in the text.
    """
    sources = {before.text[one.start : one.end]: one.source for one in before.spans}
    spans = tuple(
        Span(match.start(), match.end(), match[1], sources.get(match.group(), Source.PERSON))
        for match in TOKEN.finditer(text)
        if match[1] in KINDS
    )
    covered = [Place(one.start, one.end, Label(one.kind), "", Source.PERSON) for one in spans]
    return Masked(text, spans, tuple(without_overlap(_doubts(text, before), covered)))


def _doubts(text: str, before: Masked) -> Iterator[Doubt]:
    reasons = {_plain(before.text[one.start : one.end]): one.reason for one in before.suspects}
    if reasons:
        for match in _any_of(reasons).finditer(text):
            yield Doubt(match.start(), match.end(), reasons[_plain(match.group())])


def _plain(words: str) -> str:
    return " ".join(words.split())


def _any_of(phrases: Mapping[str, Reason]) -> re.Pattern[str]:
    """The longest first. A file that is drawn anew may break its lines elsewhere."""
    listed = sorted(phrases, key=len, reverse=True)
    written = (r"\s+".join(map(re.escape, phrase.split())) for phrase in listed)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)")
