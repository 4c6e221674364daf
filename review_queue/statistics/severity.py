"""How much higher the second of two sets of marks is: severity between reviewers, in the marks' unit."""

from collections.abc import Sequence

import numpy as np

from .tables import Array, ratio


def moments(pairs: Sequence[tuple[float, float]]) -> Array:
    """For each item what means and variances add up: 1, both marks, both squares."""
    marks = np.asarray(pairs, dtype=np.float64).reshape(-1, 2)
    return np.concatenate([np.ones((len(marks), 1)), marks, marks**2], axis=1)


def mean_difference(totals: Array) -> Array:
    """Second minus first, on average, from added-up `moments`."""
    count, first, second, _, _ = np.moveaxis(totals, -1, 0)
    return ratio(second - first, count)


def standardized_difference(totals: Array) -> Array:
    """The mean difference in units of the pooled standard deviation, the root of the mean of both variances
    (the standardized mean difference of Williamson, Xi & Breyer 2012, Educ. Meas. 31(1), 2–13)."""
    count, first, second, first_squared, second_squared = np.moveaxis(totals, -1, 0)
    spread = first_squared + second_squared - ratio(first**2 + second**2, count)
    variance = ratio(spread, 2 * (count - 1))
    return ratio(mean_difference(totals), np.sqrt(np.maximum(variance, 0.0)))
