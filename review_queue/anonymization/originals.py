"""Masked text beside the original it was made of, which nobody keeps: its sender says it again when asked.

What was left in stands in both, and of what was masked the length is kept. So each mark has its place in the
original, and an original that is not the same is seen to be another one.
"""

import dataclasses
from bisect import bisect_right
from collections.abc import Collection, Iterable
from itertools import accumulate

from .spans import Doubt, Find, Label, Masked, Reason, Source, without_overlap
from .tokens import Numbering, replace


class OtherOriginal(ValueError):
    """This is not the text that was masked, or of a mark nobody knows how much it stands for."""


def behind(original: str, masked: Masked) -> list[tuple[int, int]]:
    """For each mark, in order, where its words stand in the original. Linear. Raises OtherOriginal."""
    places: list[tuple[int, int]] = []
    done = place = 0
    for span in masked.spans:
        left_in = masked.text[done : span.start]
        if not span.length or not original.startswith(left_in, place):
            raise OtherOriginal
        start = place + len(left_in)
        place, done = start + span.length, span.end
        places.append((start, place))
    if place > len(original) or original[place:] != masked.text[done:]:
        raise OtherOriginal
    return places


def unmask(
    original: str, masked: Masked, chosen: Collection[int], doubts: Iterable[Doubt], *, no_name: bool
) -> Masked:
    """The text with the marks that begin at these places taken away; the others keep their tokens.

    What is listed stays listed; `doubts` are found anew in the original. With `no_name` the words that come
    back are listed as such. Raises OtherOriginal.
    """
    pairs = list(zip(masked.spans, behind(original, masked), strict=True))
    kept = [
        Find(start, end, Label(span.kind), masked.text[span.start : span.end], Source(span.source))
        for span, (start, end) in pairs
        if span.start not in chosen
    ]
    before = _listed_before(masked)
    said = [Doubt(*place, Reason.UNMASKED) for span, place in pairs if span.start in chosen and no_name]
    said += [one for one in before if one.reason is Reason.UNMASKED]
    taken = sorted([*kept, *map(_taken, said)], key=lambda one: one.start)
    listed = [*said, *without_overlap([*before, *doubts], taken)]
    listed.sort(key=lambda one: one.start)
    return replace(original, kept, listed, Standing())


def left_in(original: str, masked: Masked, finds: Iterable[Find]) -> list[Find]:
    """Those of the finds in the original that no mark touches, where they stand in the masked text.

    Ordered. Raises OtherOriginal.
    """
    places = behind(original, masked)
    ends = [end for _, end in places]
    grown = (span.end - span.start - span.length for span in masked.spans)
    shifts = [0, *accumulate(grown)]
    moved: list[Find] = []
    for find in sorted(finds, key=lambda one: one.start):
        before = bisect_right(ends, find.start)
        if before == len(places) or places[before][0] >= find.end:
            shift = shifts[before]
            moved.append(dataclasses.replace(find, start=find.start + shift, end=find.end + shift))
    return moved


def _listed_before(masked: Masked) -> list[Doubt]:
    """What is listed, where it stands in the original."""
    ends = [span.end for span in masked.spans]
    grown = (span.length - (span.end - span.start) for span in masked.spans)
    shifts = [0, *accumulate(grown)]
    return [
        Doubt(one.start + shift, one.end + shift, one.reason)
        for one in masked.suspects
        for shift in (shifts[bisect_right(ends, one.start)],)
    ]


def _taken(doubt: Doubt) -> Find:
    return Find(doubt.start, doubt.end, Label.DETAIL, "", Source.PERSON)


class Standing(Numbering):
    """Each find gets the token that is its entity: marks keep theirs."""

    def token(self, label: Label, entity: str) -> str:
        return entity
