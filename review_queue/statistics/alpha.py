"""Krippendorff's α: any number of reviewers, who may change from item to item, and marks may be missing.

Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability (University of Pennsylvania), and 2013,
Content Analysis, 3rd ed., ch. 12.
"""

from collections.abc import Sequence

import numpy as np

from .tables import Array, ratio


def coincidences(units: Sequence[Sequence[int]], levels: int) -> Array:
    """For each unit the ordered pairs of its marks, each pair weighing 1 / (marks - 1).

    Shape (units, levels, levels); the sum over units is Krippendorff's coincidence matrix. A unit with fewer
    than two marks holds nothing that could coincide and is all zeros.
    """
    matrices = np.zeros((len(units), levels, levels))
    for number, marks in enumerate(units):
        if len(marks) > 1:
            counts = np.bincount(marks, minlength=levels).astype(np.float64)
            matrices[number] = (np.outer(counts, counts) - np.diag(counts)) / (len(marks) - 1)
    return matrices


def ordinal_alpha(matrix: Array) -> Array:
    """α of a coincidence matrix whose levels are ordered but not evenly spaced. 1 is perfect, 0 is chance.

    The ordinal distance between two levels is the difference of their mid-ranks among all marks given.
    """
    given = matrix.sum(axis=-1)
    mid_ranks = given.cumsum(axis=-1) - given / 2
    return _alpha(matrix, given, (mid_ranks[..., :, None] - mid_ranks[..., None, :]) ** 2)


def nominal_alpha(matrix: Array) -> Array:
    """α of a coincidence matrix whose levels have no order, such as pass and fail."""
    return _alpha(matrix, matrix.sum(axis=-1), 1.0 - np.eye(matrix.shape[-1]))


def _alpha(matrix: Array, given: Array, distance: Array) -> Array:
    observed = (matrix * distance).sum(axis=(-2, -1))
    expected = (given[..., :, None] * given[..., None, :] * distance).sum(axis=(-2, -1))
    return 1.0 - ratio(observed * (given.sum(axis=-1) - 1), expected)
