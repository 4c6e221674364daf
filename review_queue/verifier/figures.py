"""The figures of a report from the marks, in plain Python: another way to the numbers than the house's own.

Sources of the formulas: Cohen 1960, 1968 (κ), Krippendorff 2011 (α), Shrout and Fleiss 1979 (ICC, one-way),
Williamson, Xi and Breyer 2012 (standardized difference), Efron and Tibshirani 1993, ch. 13 (intervals).
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice

from .chance import integers

Pairs = Sequence[tuple[float, float]]
Figure = Callable[[Pairs], float | None]
RESAMPLES = 1000
Z95 = 1.959963984540054
ENOUGH = 5
"""Below, there is no interval."""
FIGURES = (
    *("exact", "adjacent", "kappa", "weighted_kappa", "alpha"),
    *("icc_single", "icc_average", "difference", "standardized"),
)
"""All that there are; which are defined depends on what was marked."""


def figures(pairs: Pairs, values: Sequence[float], near: float) -> dict[str, Figure]:
    """By name. `values` are the levels from low to high; without any, marks are compared by distance."""
    if values:
        rank = {value: number for number, value in enumerate(values)}
        named: dict[str, Figure] = {
            "exact": lambda some: _share(some, lambda one, other: one == other),
            "kappa": lambda some: _kappa(some, lambda one, other: float(one != other)),
            "weighted_kappa": lambda some: _kappa(some, lambda one, other: (rank[one] - rank[other]) ** 2),
            "alpha": _ordinal_alpha,
        }
        if len(values) > 2:
            named["adjacent"] = lambda some: _share(
                some, lambda one, other: abs(rank[one] - rank[other]) <= 1
            )
    else:
        named = {
            "exact": lambda some: _share(some, lambda one, other: abs(one - other) <= 1e-9),
            "adjacent": lambda some: _share(some, lambda one, other: abs(one - other) <= near + 1e-9),
        }
    return {
        **named,
        "icc_single": lambda some: _icc(some)[0],
        "icc_average": lambda some: _icc(some)[1],
        "difference": lambda some: sum(other - one for one, other in some) / len(some),
        "standardized": _standardized,
    }


def draws(seed: int, size: int, resamples: int = RESAMPLES) -> list[list[int]]:
    """Which items each resample takes."""
    numbers = integers(seed, size)
    return [list(islice(numbers, size)) for _ in range(resamples)]


def interval(figure: Figure, pairs: Pairs, drawn: Sequence[Sequence[int]]) -> tuple[float, float] | None:
    """The middle 95 % of the resampled figures; None where fewer than half of them are defined."""
    found = [figure([pairs[number] for number in taken]) for taken in drawn]
    defined = sorted(value for value in found if value is not None)
    if not defined or 2 * len(defined) < len(found):
        return None
    return _quantile(defined, 0.025), _quantile(defined, 0.975)


def _quantile(ordered: Sequence[float], share: float) -> float:
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def _share(pairs: Pairs, same: Callable[[float, float], bool]) -> float:
    return sum(same(one, other) for one, other in pairs) / len(pairs)


def _kappa(pairs: Pairs, distance: Callable[[float, float], float]) -> float | None:
    """One minus observed over expected disagreement."""
    observed = sum(distance(one, other) for one, other in pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(
        times * often * distance(one, other)
        for one, times in first.items()
        for other, often in second.items()
    ) / len(pairs)
    return 1 - observed / expected if abs(expected) > 1e-12 else None


def _ordinal_alpha(pairs: Pairs) -> float | None:
    """Each pair of marks is one unit; the distance is that of mid-ranks among all marks given."""
    given = Counter(mark for pair in pairs for mark in pair)
    below, middle = 0.0, {}
    for value in sorted(given):
        middle[value] = below + given[value] / 2
        below += given[value]
    observed = 2 * sum((middle[one] - middle[other]) ** 2 for one, other in pairs)
    expected = sum(
        given[one] * given[other] * (middle[one] - middle[other]) ** 2 for one in given for other in given
    )
    return 1 - observed * (2 * len(pairs) - 1) / expected if abs(expected) > 1e-12 else None


def _icc(pairs: Pairs) -> tuple[float | None, float | None]:
    """Of one review, and of the mean of two."""
    n = len(pairs)
    if n < 2:
        return None, None
    squares = sum(one * one + other * other for one, other in pairs)
    sums = sum((one + other) ** 2 / 2 for one, other in pairs)
    total = sum(one + other for one, other in pairs)
    between = _settled(sums - total * total / (2 * n), squares) / (n - 1)
    within = _settled(squares - sums, squares) / n
    gain = between - within
    single = gain / (between + within) if abs(between + within) > 1e-12 else None
    return single, gain / between if abs(between) > 1e-12 else None


def _settled(difference: float, of: float) -> float:
    return 0.0 if abs(difference) < 1e-9 * of else difference


def _standardized(pairs: Pairs) -> float | None:
    n = len(pairs)
    if n < 2:
        return None
    first, second = sum(one for one, _ in pairs), sum(other for _, other in pairs)
    squares = sum(one * one + other * other for one, other in pairs)
    variance = (squares - (first * first + second * second) / n) / (2 * (n - 1))
    spread = math.sqrt(max(variance, 0.0))
    return (second - first) / n / spread if spread > 1e-12 else None


def at_the_cut(pairs: Pairs, cut: float) -> dict[str, tuple[int, float | None]]:
    """What decisions.csv says, by its words: how many pairs, and the figure. Sources: Dahlberg 1940 (error),
    Rudner 2001 (accuracy), Subkoviak 1976 (consistency)."""
    close = [(one, other) for one, other in pairs if abs((one + other) / 2 - cut) <= 10]
    error = _error(pairs)
    accuracy = consistency = None
    if error is not None:
        above = [_above((one + other) / 2 - cut, error) for one, other in pairs]
        accuracy = sum(max(one, 1 - one) for one in above) / len(above)
        consistency = sum(one**2 + (1 - one) ** 2 for one in above) / len(above)
    return {
        "standard error of one review": (len(pairs), None if error is None else error * math.sqrt(2)),
        "standard error of the mean of two": (len(pairs), error),
        "the same near the pass mark": (len(close), _error(close)),
        "decision accuracy": (len(pairs), accuracy),
        "decision consistency": (len(pairs), consistency),
    }


def _error(pairs: Pairs) -> float | None:
    """Of the mean of two: half the root of the mean squared difference."""
    if len(pairs) < ENOUGH:
        return None
    return math.sqrt(sum((one - other) ** 2 for one, other in pairs) / len(pairs)) / 2


def _above(distance: float, error: float) -> float:
    if error == 0:
        return float(distance >= 0)
    return (1 + math.erf(distance / error / math.sqrt(2))) / 2
