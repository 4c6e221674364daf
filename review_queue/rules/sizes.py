"""How large answers are, in steps: said of a round before one is taken on, never of the one answer. Pure."""

from collections.abc import Iterable, Sequence

WORDS = (500, 1000, 2000, 4000)
PAGES = (5, 10, 20, 40)


def coarse(number: int, steps: Sequence[int]) -> int:
    """The first of the steps that is not less; beyond them, the next multiple of the last. 0 stays 0."""
    if not number:
        return 0
    last = steps[-1]
    return next((step for step in steps if number <= step), -(-number // last) * last)


def words_in(texts: Iterable[str]) -> int:
    """Of all together, in steps."""
    return coarse(sum(len(text.split()) for text in texts), WORDS)
