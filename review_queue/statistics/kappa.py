"""Agreement beyond chance between a first and a second review.

Chance is what the two columns of marks would agree by if they were shuffled, so κ depends on which review is
called the first only through the two sets of marginals; swapping the columns changes nothing.
"""

import numpy as np

from .tables import Array, marginals, ratio, steps_apart


def kappa(table: Array) -> Array:
    """Cohen's κ, unweighted (Cohen 1960, Educ. Psychol. Meas. 20, 37–46). 1 is perfect, 0 is chance."""
    return _beyond_chance(table, 1.0 - np.eye(table.shape[-1]))


def quadratic_weighted_kappa(table: Array) -> Array:
    """κ with the squared number of steps as the weight of a disagreement (Cohen 1968, Psychol. Bull. 70,
    213–220). Grows with the number of levels: compare criteria of different length with care."""
    return _beyond_chance(table, steps_apart(table.shape[-1]) ** 2)


def _beyond_chance(table: Array, weights: Array) -> Array:
    """One minus observed over expected weighted disagreement; NaN when no disagreement was possible."""
    first, second = marginals(table)
    total = table.sum(axis=(-2, -1))
    observed = (table * weights).sum(axis=(-2, -1))
    chance = (first[..., :, None] * second[..., None, :] * weights).sum(axis=(-2, -1))
    return 1.0 - ratio(observed * total, chance)
