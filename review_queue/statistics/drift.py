"""A running deviation with control limits: the EWMA chart of Roberts 1959 (Technometrics 1(3), 239-250).

Formulas as in Montgomery, Introduction to Statistical Quality Control, chapters on control charts for
individual measurements (moving range) and on the exponentially weighted moving average.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

WEIGHT = 0.2
WIDTH = 3.0
D2 = 2 / math.sqrt(math.pi)
"""The mean range of two draws from a normal distribution, in standard deviations: 1.128."""
LEAST_RANGES = 5
LEAST_SIGMA = 1.0
"""In the unit of the deviations. Totals move in steps: a spread of nought over a few texts is luck."""


@dataclass(frozen=True, slots=True)
class Point:
    """One deviation, the running mean after it, and how far from nought that may be; None without limits."""

    deviation: float
    running: float
    limit: float | None

    @property
    def outside(self) -> bool:
        return self.limit is not None and abs(self.running) > self.limit


def sigma_of(series: Iterable[Sequence[float]]) -> float | None:
    """The spread of single deviations in control: the mean moving range over `D2`, over all the series.

    Neighbors are compared with each other, so that a reviewer who is severe, or drifts slowly, does not widen
    the limits. None for fewer than `LEAST_RANGES` ranges; never below `LEAST_SIGMA`.
    """
    ranges = [abs(one - other) for each in series for one, other in pairwise(each)]
    if len(ranges) < LEAST_RANGES:
        return None
    return max(LEAST_SIGMA, sum(ranges) / len(ranges) / D2)


def chart(deviations: Sequence[float], sigma: float | None) -> list[Point]:
    """z(i) = λ x(i) + (1 − λ) z(i−1) from z(0) = 0, with limits ± L σ √(λ / (2 − λ) (1 − (1 − λ)^(2i)))."""
    points: list[Point] = []
    running = 0.0
    for number, deviation in enumerate(deviations, start=1):
        running = WEIGHT * deviation + (1 - WEIGHT) * running
        points.append(Point(deviation, running, None if sigma is None else limit(number, sigma)))
    return points


def limit(number: int, sigma: float) -> float:
    """How far the running mean may be from nought after so many deviations."""
    share = WEIGHT / (2 - WEIGHT) * (1 - (1 - WEIGHT) ** (2 * number))
    return WIDTH * sigma * math.sqrt(share)
