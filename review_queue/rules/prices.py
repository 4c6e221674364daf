"""What it costs to give an item to a reviewer. The plan with the lowest sum is taken.

Three prices: an even load, reviewers who can do what few can do, and chance. What few can do outweighs an
uneven load of several items, because it cannot be had again once it is spent. Chance makes ties
unpredictable, and the recorded seed lets anybody draw them again.
"""

import numpy as np
from numpy.typing import NDArray

LOAD = 1_000
"""The n-th item of a reviewer costs (2n - 1) of these: a difference of one item costs two."""
SCARCITY = 20_000
"""What a reviewer costs who holds, beside what the item needs, something that nobody else holds."""
CHANCE = 100
PAIR = 500
"""The usual price of a pair that has scored together before; each round may set its own."""


def dearer_by(holds: NDArray[np.bool_], used: list[int]) -> NDArray[np.int64]:
    """For each reviewer, the price of what he or she can do and the item does not need, the rarest counts.

    `holds[ability, reviewer]` says who can do what; `used` are the abilities that the item needs.
    """
    few = 1 - holds.sum(axis=1) / max(1, holds.shape[1])
    few[used] = 0
    dearest: NDArray[np.int64] = (SCARCITY * (holds * few[:, None]).max(axis=0)).astype(np.int64)
    return dearest


def chance(rows: NDArray[np.uint64], columns: NDArray[np.uint64]) -> NDArray[np.int64]:
    """A number below `CHANCE` for each pair of keys, as good as random and always the same."""
    mixed = rows ^ columns
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(31)
    return (mixed % np.uint64(CHANCE)).astype(np.int64)


def load(nth: NDArray[np.int64]) -> NDArray[np.int64]:
    """What a reviewer's next item costs after `nth` of them."""
    return LOAD * (2 * nth + 1)
