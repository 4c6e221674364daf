"""Mask a phrase that a person picked, wherever it stands. Only ever masks more. Linear in the text."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from .normalize import Atom, atoms, fold
from .spans import Find, Label, Masked, Source, Span, without_overlap
from .tokens import TOKEN, Numbering, replace


def mask_phrase(texts: Sequence[Masked], phrase: str, label: Label) -> list[Masked]:
    """The same texts with every mention of the phrase masked; spelling variants count as mentions.

    The list is as long as `texts`. Texts without a mention come back equal.
    """
    taken = [masked.text[span.start : span.end] for masked in texts for span in masked.spans]
    numbering = Numbering(taken)
    return [mask_finds(one, mentions(one.text, phrase, label), numbering) for one in texts]


def mentions(text: str, phrase: str, label: Label) -> list[Find]:
    """Where the phrase stands in a text, outside the tokens that are there already. Ordered and disjoint."""
    wanted = [atom.key for atom in atoms(fold(phrase).text)]
    folded = fold(text)
    words = atoms(folded.text)
    tokens = [match.span() for match in TOKEN.finditer(text)]
    finds: list[Find] = []
    token = done = 0
    for first in range(len(words) - len(wanted) + 1 if wanted else 0):
        window = words[first : first + len(wanted)]
        if not _are(window, wanted):
            continue
        start, end = folded.original(window[0].start, window[-1].end)
        while token < len(tokens) and tokens[token][1] <= start:
            token += 1
        inside_token = token < len(tokens) and tokens[token][0] < end
        if start >= done and not inside_token:
            finds.append(Find(start, end, label, "".join(wanted), Source.PERSON))
            done = end
    return finds


def _are(words: Sequence[Atom], wanted: Sequence[str]) -> bool:
    return all(word.key == key for word, key in zip(words, wanted, strict=True))


def mask_finds(masked: Masked, finds: list[Find], numbering: Numbering) -> Masked:
    """The same text with these ranges of it masked too. They are ordered, disjoint and outside its tokens."""
    if not finds:
        return masked
    suspects = without_overlap(masked.suspects, finds, masked.text)
    again = replace(masked.text, finds, suspects, numbering)
    moved = _mover(finds, again)
    kept = [Span(moved(one.start), moved(one.end), one.kind, one.source, one.length) for one in masked.spans]
    return Masked(again.text, tuple(sorted([*kept, *again.spans], key=lambda s: s.start)), again.suspects)


def _mover(finds: list[Find], again: Masked) -> Callable[[int], int]:
    """Where a place outside the finds has moved to. `finds` are ordered, as are their spans in `again`."""
    ends = [find.end for find in finds]
    pairs = zip(finds, again.spans, strict=True)
    grown = ((new.end - new.start) - (find.end - find.start) for find, new in pairs)
    shifts = [0, *accumulate(grown)]
    return lambda place: place + shifts[bisect_right(ends, place)]
