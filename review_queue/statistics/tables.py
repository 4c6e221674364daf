"""Two reviews of each item as a square table: row is the first review's level, column the second's."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Pairs = Sequence[tuple[int, int]]


def one_hot(pairs: Pairs, levels: int) -> Array:
    """One table for each item, of shape (items, levels, levels); their sum is the crosstable."""
    tables = np.zeros((len(pairs), levels, levels))
    for number, (first, second) in enumerate(pairs):
        tables[number, first, second] = 1
    return tables


def crosstable(pairs: Pairs, levels: int) -> Array:
    """How often each pair of levels was given. Levels count from 0."""
    return one_hot(pairs, levels).sum(axis=0)


def exact(table: Array) -> Array:
    """The share of items on which both reviews gave the same level, from 0 to 1."""
    return _share_within(table, 0)


def adjacent(table: Array) -> Array:
    """The share of items whose levels are at most one step apart, exact agreement included."""
    return _share_within(table, 1)


def marginals(table: Array) -> tuple[Array, Array]:
    """How often the first and the second review gave each level. Never read a κ without them: with one
    level much more frequent than the others κ is low although the reviews nearly always agree
    (Feinstein & Cicchetti 1990, J. Clin. Epidemiol. 43, 543–549)."""
    return table.sum(axis=-1), table.sum(axis=-2)


def steps_apart(levels: int) -> Array:
    """The number of steps between the levels of each cell."""
    rank = np.arange(levels, dtype=np.float64)
    return np.abs(rank[:, None] - rank[None, :])


def ratio(numerator: Array, denominator: Array) -> Array:
    """The quotient, NaN where the denominator is zero but for rounding."""
    undefined = np.abs(denominator) < 1e-12
    return np.where(undefined, np.nan, numerator / np.where(undefined, 1.0, denominator))


def _share_within(table: Array, steps: int) -> Array:
    within = steps_apart(table.shape[-1]) <= steps
    return ratio((table * within).sum(axis=(-2, -1)), table.sum(axis=(-2, -1)))
