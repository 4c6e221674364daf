"""Intraclass correlation, one-way random effects: each item has reviewers of its own, in no order.

Source: Shrout & Fleiss 1979, Psychol. Bull. 86, 420–428, case 1. Items with unequal numbers of marks use the
mean group size of the unbalanced analysis of variance (Donner 1986, Int. Stat. Rev. 54, 67–82).
"""

from collections.abc import Sequence

import numpy as np

from .tables import Array, ratio


def sums(items: Sequence[Sequence[float]]) -> Array:
    """For each item what the analysis of variance adds up: 1, the number of marks, its square, the sum of
    marks, the sum's square over the number, the sum of squares. Every item has at least one mark."""
    rows = np.zeros((len(items), 6))
    for number, marks in enumerate(items):
        count, total = len(marks), float(sum(marks))
        squares = float(sum(mark * mark for mark in marks))
        rows[number] = (1, count, count * count, total, total * total / count, squares)
    return rows


def icc(totals: Array) -> tuple[Array, Array]:
    """ICC(1,1), of a single review, and ICC(1,k), of the mean of an item's reviews, from added-up `sums`.

    Both can be negative when items differ less than their reviews do. NaN without repeated marks or when
    every mark is the same.
    """
    items, marks, squared_counts, total, between, squares = np.moveaxis(totals, -1, 0)
    size = ratio(marks - ratio(squared_counts, marks), items - 1)
    mean_square_between = ratio(_settled(between - ratio(total * total, marks), squares), items - 1)
    mean_square_within = ratio(_settled(squares - between, squares), marks - items)
    gain = mean_square_between - mean_square_within
    single = ratio(gain, mean_square_between + (size - 1) * mean_square_within)
    return single, ratio(gain, mean_square_between)


def _settled(difference: Array, of: Array) -> Array:
    """A difference of sums, zero where it is only what rounding left of sums as large as `of`."""
    return np.where(np.abs(difference) < 1e-9 * of, 0.0, difference)
