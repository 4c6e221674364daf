"""The words that are not drawn as they are said, as a person may hear of them: masked, a few a page."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from PIL import Image

from review_queue.anonymization.spans import Find, Masked

from .glyphs import Glyph, text_of
from .likeness import odd_words

MOST = 8
LONGEST = 30


def doubted(
    pages: Sequence[Sequence[Glyph]], pictures: Iterable[Image.Image], finds: Sequence[Find], masked: Masked
) -> dict[int, str]:
    """For the pages that have such words, counted from 0, the beginning of a sentence about them.

    `finds` are what was masked, as ranges of the glyphs of all pages, ordered and disjoint, with `masked` in
    the same order: of a word that touches one its token is told.
    """
    starts = accumulate((len(page) for page in pages), initial=0)
    tokens = [masked.text[span.start : span.end] for span in masked.spans]
    ends = [one.end for one in finds]
    told: dict[int, str] = {}
    for number, (page, picture, offset) in enumerate(zip(pages, pictures, starts, strict=False)):
        words = dict.fromkeys(
            tokens[place]
            if place < len(finds) and finds[place].start < offset + end
            else text_of(page[start:end])[:LONGEST]
            for start, end in odd_words(page, picture)
            for place in (bisect_right(ends, offset + start),)
        )
        if words:
            told[number] = _sentence(list(words))
    return told


def _sentence(words: Sequence[str]) -> str:
    shown = ", ".join(f"“{word}”" for word in words[:MOST])
    more = f" and {len(words) - MOST} more" if len(words) > MOST else ""
    return f"{shown}{more} {'is' if len(words) == 1 else 'are'}"
