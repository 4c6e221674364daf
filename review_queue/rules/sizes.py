"""How large an answer is, said before it is taken on: so coarse that it does not tell two reviewers that they
share it, nor one that nobody does. Pure."""

from collections.abc import Sequence

WORDS = (500, 1000, 2000, 4000)
PAGES = (5, 10, 20, 40)


def coarse(number: int, steps: Sequence[int]) -> int:
    """The first of the steps that is not less; beyond them, the next multiple of the last. 0 stays 0."""
    if not number:
        return 0
    last = steps[-1]
    return next((step for step in steps if number <= step), -(-number // last) * last)
