"""Small cells: what is counted of fewer than five answers is not shown to people who read a report. Pure.

A count of one to four may be somebody, and a figure made of so few is that person's mark. Nought is nobody,
and is shown. What could be worked out from a sum and its other parts is hidden, too. This is the one place of
the rule: the pages, the PDF and the tables that a page hands out all ask here. The evidence pack's own tables
are whole, because `verify.py` computes each of their figures again.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

SMALL = 5
WORDS = f"fewer than {SMALL}"
HIDDEN = "…"
"""A count that is not small itself, and would give one away."""

Key = TypeVar("Key", bound=Hashable)


def is_small(n: int) -> bool:
    """Whether so many are too few to be shown, and not none."""
    return 0 < n < SMALL


def cell(n: int) -> int | str:
    """The count as people read it."""
    return WORDS if is_small(n) else n


def hidden(sizes: Mapping[Key, int]) -> set[Key]:
    """Which of these parts of a sum are not shown. The sum less what is shown is that of the hidden parts:
    where that is one alone, or fewer than `SMALL` together, the smallest of the others is hidden, too."""
    small = {key for key, n in sizes.items() if is_small(n)}
    others = [key for key, n in sizes.items() if n >= SMALL]
    if others and small and (len(small) == 1 or sum(sizes[key] for key in small) < SMALL):
        small.add(min(others, key=lambda key: (sizes[key], str(key))))
    return small


def cells(counts: Sequence[int]) -> tuple[int | str, ...]:
    """How often each level was given, as people read it: a hidden one is `HIDDEN`."""
    out = hidden(dict(enumerate(counts)))
    return tuple(HIDDEN if number in out else n for number, n in enumerate(counts))


def hidden_pairs(sizes: Mapping[tuple[Key, Key], int]) -> set[tuple[Key, Key]]:
    """Which pairs are not shown, of how many answers each has. What one person scored is a sum of its own."""
    out: set[tuple[Key, Key]] = set()
    before = -1
    while len(out) > before:
        before = len(out)
        for who in {one for pair in sizes for one in pair}:
            own = {pair: n for pair, n in sizes.items() if who in pair}
            out |= hidden({pair: _kept_small(n, pair in out) for pair, n in own.items()})
    return out


def _kept_small(n: int, is_hidden: bool) -> int:
    """What is hidden already counts as one that has to be, and hides nothing but itself if it is large."""
    return min(n, SMALL - 1) if is_hidden else n
