"""What it costs to give an item to a reviewer. The plan with the lowest sum is taken.

Four prices: an even load, room kept for what few can do, a third reviewer in reserve, and chance. Room that
is kept outweighs an uneven load of many items, because it cannot be had again once it is spent; as long as
there is room enough, only the load counts. Chance makes ties unpredictable, and the recorded seed lets
anybody draw them again.
"""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

LOAD = 1_000
"""The n-th item of a reviewer costs (2n - 1) of these: a difference of one item costs two."""
SCARCITY = 80_000
"""What it costs to fill room that a reviewer keeps for something that nobody else can do."""
KEPT = Fraction(2, 3)
"""This share of the room of those who can do something rare is kept for it, needed yet or not."""
THIRD = {1: 20_000, 2: 2_000}
"""What an adjudicator costs for a pair, by how many could settle its disputes. Of three, one is left."""
CHANCE = 100
PAIR = 500
"""The usual price of a pair that has scored together before; each round may set its own."""


def rarity(holds: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each ability, from 0 (at least half of the reviewers have it) to almost 1.

    `holds[ability, reviewer]` says who can do what.
    """
    share = holds.sum(axis=1) / max(1, holds.shape[1])
    rare: NDArray[np.float64] = np.maximum(0, 1 - 2 * share)
    return rare


def kept_share(
    holds: NDArray[np.bool_], capacity: NDArray[np.int64], coming: NDArray[np.int64]
) -> NDArray[np.float64]:
    """For each ability, which share of its holders' capacity is kept for it.

    `coming` are the slots, not in this plan, that are known to need it.
    """
    whole = np.maximum(1, (holds * capacity).sum(axis=1))
    kept: NDArray[np.float64] = np.minimum(1, np.maximum(float(KEPT), coming / whole))
    return kept


def third(adjudicators: int) -> int:
    """What it costs to take one of so many for a pair."""
    return THIRD.get(adjudicators, 0)


def chance(rows: NDArray[np.uint64], columns: NDArray[np.uint64]) -> NDArray[np.int64]:
    """A number below `CHANCE` for each pair of keys, as good as random and always the same."""
    mixed = rows ^ columns
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(31)
    return (mixed % np.uint64(CHANCE)).astype(np.int64)


def load(nth: NDArray[np.int64]) -> NDArray[np.int64]:
    """What a reviewer's next item costs after `nth` of them."""
    return LOAD * (2 * nth + 1)
