"""The same figures computed the long way, by loops over pairs of marks: to check the short way against."""

from itertools import permutations
from statistics import mean, pvariance, variance


def kappa(pairs, weight):
    """One minus the mean disagreement of the pairs over that of all first with all second marks."""
    observed = mean(weight(first, second) for first, second in pairs)
    chance = mean(weight(first, second) for first, _ in pairs for _, second in pairs)
    return 1 - observed / chance if chance else None


def nominal(first, second):
    return float(first != second)


def squared(first, second):
    return float((first - second) ** 2)


def ordinal_alpha(units):
    """Krippendorff's definition, with the ordinal distance summed over every level in between."""
    pairable = [unit for unit in units if len(unit) > 1]
    marks = [mark for unit in pairable for mark in unit]

    def distance(one, other):
        low, high = sorted((one, other))
        between = sum(marks.count(level) for level in range(low, high + 1))
        return (between - (marks.count(low) + marks.count(high)) / 2) ** 2

    observed = sum(
        distance(one, other) / (len(unit) - 1) for unit in pairable for one, other in permutations(unit, 2)
    ) / len(marks)
    expected = sum(distance(one, other) for one, other in permutations(marks, 2))
    expected /= len(marks) * (len(marks) - 1)
    return 1 - observed / expected if expected else None


def icc_of_equal_groups(items):
    """ICC(1,1) and ICC(1,k) from variances: k times that of the means, and the mean of those within."""
    size = len(items[0])
    between = size * variance([mean(marks) for marks in items])
    within = mean(pvariance(marks) * size / (size - 1) for marks in items)
    if not between + within:
        return None, None
    single = (between - within) / (between + (size - 1) * within)
    return single, (between - within) / between if between else None


def standardized(pairs):
    first, second = zip(*pairs, strict=True)
    pooled = ((variance(first) + variance(second)) / 2) ** 0.5
    return (mean(second) - mean(first)) / pooled if pooled else None
