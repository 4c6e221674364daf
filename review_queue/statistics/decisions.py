"""How far pass and fail can be relied on: pass rates, the error of totals, decisions at the cut, and scorers'
habits. Plain functions of numbers; totals and errors are percentage points. None is "not defined".
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from .suppression import SMALL, hidden

NEAR_CUT = 10.0
Z95 = 1.959963984540054
Pairs = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its interval. Of a suppressed one nothing is known."""

    name: str
    n: int | None
    passed: int | None
    value: float | None
    low: float | None
    high: float | None


def wilson(passed: int, n: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927, J. Am. Stat. Assoc. 22, 209–212)."""
    share, weight = passed / n, Z95 * Z95 / n
    middle = (share + weight / 2) / (1 + weight)
    reach = Z95 / (1 + weight) * math.sqrt(share * (1 - share) / n + weight / (4 * n))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def pass_rates(groups: Mapping[str, tuple[int, int]]) -> list[Rate]:
    """The rate of each group of `(n, passed)`, by its name. None of a group that is too
    small to be shown, or hidden with one that is."""
    out = hidden({name: n for name, (n, _) in groups.items()})
    return [rate(name, *groups[name], hide=name in out) for name in sorted(groups)]


def rate(name: str, n: int, passed: int, *, hide: bool = False) -> Rate:
    """One rate, nothing of it below `SMALL`."""
    if hide or n < SMALL:
        return Rate(name, None, None, None, None, None)
    return Rate(name, n, passed, passed / n, *wilson(passed, n))


def error_of_one(pairs: Pairs) -> float | None:
    """The standard error of measurement of a single review, from pairs of blind reviews in no order: the root
    of half the mean squared difference (Dahlberg 1940; the within-answer mean square of one-way ICC)."""
    if len(pairs) < SMALL:
        return None
    return math.sqrt(sum((one - other) ** 2 for one, other in pairs) / (2 * len(pairs)))


def error_of_two(pairs: Pairs) -> float | None:
    """That of the mean of two reviews."""
    single = error_of_one(pairs)
    return None if single is None else single / math.sqrt(2)


def near(pairs: Pairs, cut: float) -> list[tuple[float, float]]:
    """Pairs whose mean is at most `NEAR_CUT` from the cut: their error is the conditional one there
    (Standards 2014, 2.14; after Thorndike 1951)."""
    return [pair for pair in pairs if abs(sum(pair) / 2 - cut) <= NEAR_CUT]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Shares of answers: `accuracy` is how many are classified as without error, `consistency` how many would
    be classified alike by another pair."""

    accuracy: float
    consistency: float


def decisions(pairs: Pairs, cut: float) -> Decisions | None:
    """Expected shares if errors are normal about the observed mean (Rudner 2001, Practical Assessment,
    Research and Evaluation 7(14), for accuracy; Subkoviak 1976, J. Educ. Meas. 13, 265–276, for
    consistency)."""
    error = error_of_two(pairs)
    if error is None:
        return None
    passes = [_above(sum(pair) / 2 - cut, error) for pair in pairs]
    return Decisions(
        accuracy=sum(max(one, 1 - one) for one in passes) / len(passes),
        consistency=sum(one * one + (1 - one) ** 2 for one in passes) / len(passes),
    )


def _above(distance: float, error: float) -> float:
    """How likely a total this far above the cut is above it without error; on the line it passes."""
    if error == 0:
        return float(distance >= 0)
    return NormalDist().cdf(distance / error)


def halo(cards: Sequence[Sequence[float]]) -> float | None:
    """The mean correlation of a reviewer's criteria over answers (Thorndike 1920, J. Appl. Psychol. 4, 25–29;
    Saal, Downey and Lahey 1980, Psychol. Bull. 88, 413–428): near 1, one impression gave all marks."""
    if len(cards) < SMALL:
        return None
    columns = list(zip(*cards, strict=True))
    found = [
        one
        for first in range(len(columns))
        for second in range(first + 1, len(columns))
        if (one := _correlation(columns[first], columns[second])) is not None
    ]
    return sum(found) / len(found) if found else None


def spread_ratio(own: Sequence[float], others: Sequence[float]) -> float | None:
    """The standard deviation of a reviewer's totals over that of the other reviews of the same answers (Saal,
    Downey and Lahey 1980): well below 1 is central tendency."""
    if len(own) < SMALL:
        return None
    below = _deviation(others)
    return _deviation(own) / below if below > 1e-12 else None


def _deviation(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return math.sqrt(sum((one - mean) ** 2 for one in values) / (len(values) - 1))


def _correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    one, other = _deviation(first), _deviation(second)
    if one < 1e-12 or other < 1e-12:
        return None
    means = sum(first) / len(first), sum(second) / len(second)
    together = sum((a - means[0]) * (b - means[1]) for a, b in zip(first, second, strict=True))
    return together / (len(first) - 1) / one / other
