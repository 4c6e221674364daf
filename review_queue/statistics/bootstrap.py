"""Percentile bootstrap over items (Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 13).

Items are drawn, not marks: the marks of one item belong together.
"""

import numpy as np

from .tables import Array

RESAMPLES = 1000
LEVEL = 0.95
MOST_WEIGHTS = 2_000_000


def resampled_sums(features: Array, *, seed: int, resamples: int = RESAMPLES) -> Array:
    """Draw as many items as there are, with replacement, and add up their features; `resamples` times.

    `features` has one row for each item. The result has one row for each draw and depends on nothing but the
    arguments: the same seed gives the same interval on every machine.
    """
    items = len(features)
    chance = np.random.Generator(np.random.PCG64(seed))
    at_once = max(1, MOST_WEIGHTS // max(items, 1))
    parts = [
        _weights(chance, items, min(at_once, resamples - start)) @ features
        for start in range(0, resamples, at_once)
    ]
    return np.concatenate(parts)


def interval(replicates: Array, level: float = LEVEL) -> tuple[float, float] | None:
    """The middle `level` of the replicates; None when fewer than half of them are defined."""
    defined = replicates[~np.isnan(replicates)]
    if 2 * len(defined) < len(replicates) or not len(defined):
        return None
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _weights(chance: np.random.Generator, items: int, draws: int) -> Array:
    """How often each draw took each item."""
    drawn = chance.integers(items, size=(draws, items)) + items * np.arange(draws)[:, None]
    return np.bincount(drawn.ravel(), minlength=draws * items).reshape(draws, items).astype(np.float64)
