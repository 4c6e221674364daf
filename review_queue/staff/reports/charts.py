"""Bars as numbers: where each part of a strip starts and how wide it is, in percent of the strip's width.

A strip is an SVG without text, stretched to any width; the words stand beside it and the table below has
every number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from review_queue.statistics.agreement import Agreement, Estimate
from review_queue.statistics.drift import Point

from .agreement_rows import OfReviewer, OfYardstick
from .rater_drift import OfDrift

LEAST_REACH = 5.0
TICK = 0.8


@dataclass(frozen=True, slots=True)
class Part:
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Agreeing:
    """The share of answers marked the same; the strip's parts: the same, close, further apart."""

    name: str
    same: Estimate
    parts: tuple[Part, Part, Part]


@dataclass(frozen=True, slots=True)
class Severity:
    """How far a reviewer is from the others: the interval and the estimate around the middle of the strip."""

    name: str
    difference: Estimate
    interval: Part | None
    tick: Part


@dataclass(frozen=True, slots=True)
class Drifting:
    """One reviewer's running deviation, from left to right: lines as SVG writes them, in a box of 100 by 40
    whose middle is nought, and a dot for each deviation."""

    row: OfDrift
    line: str
    above: str
    below: str
    dots: tuple[tuple[float, float], ...]


def drifting(rows: Sequence[OfDrift]) -> tuple[float, list[Drifting]]:
    """The reach of the boxes to either side, in percentage points, the same for all."""
    reach = max([LEAST_REACH, *(_reach_of(point) for row in rows for point in row.points)])
    return reach, [_drifting(row, reach) for row in rows]


def _reach_of(point: Point) -> float:
    return max(abs(point.deviation), abs(point.running), point.limit or 0.0)


def _drifting(row: OfDrift, reach: float) -> Drifting:
    across = [100 * (number + 0.5) / len(row.points) for number in range(len(row.points))]
    points = list(zip(across, row.points, strict=True))
    bounded = [(x, point.limit) for x, point in points if point.limit is not None]
    return Drifting(
        row=row,
        line=_line([(x, point.running) for x, point in points], reach),
        above=_line(bounded, reach),
        below=_line([(x, -limit) for x, limit in bounded], reach),
        dots=tuple((x, _height(point.deviation, reach)) for x, point in points),
    )


def _line(points: Sequence[tuple[float, float]], reach: float) -> str:
    return " ".join(f"{x:.3f},{_height(value, reach):.3f}" for x, value in points)


def _height(value: float, reach: float) -> float:
    """Generous is up."""
    return 20 - 17 * value / reach


def agreeing(rows: Sequence[OfYardstick]) -> list[Agreeing]:
    """A strip for each yardstick on which something was scored."""
    return [_agreeing(row.yardstick.name, row.agreement) for row in rows if row.agreement.n]


def severities(rows: Sequence[OfReviewer]) -> tuple[float, list[Severity]]:
    """The reach of the strips to either side, in the unit of the marks, and a strip for each reviewer."""
    measured = [(row.name, row.beside) for row in rows if row.beside.difference.value is not None]
    reach = max(
        [LEAST_REACH if _wide(measured) else 0.5, *(_furthest(one.difference) for _, one in measured)]
    )
    return reach, [_severity(name, one, reach) for name, one in measured]


def _agreeing(name: str, agreement: Agreement) -> Agreeing:
    same = 100 * (agreement.exact.value or 0.0)
    within = 100 * agreement.adjacent.value if agreement.adjacent.value is not None else same
    parts = (Part(0.0, same), Part(same, within - same), Part(within, 100 - within))
    return Agreeing(name, agreement.exact, parts)


def _severity(name: str, agreement: Agreement, reach: float) -> Severity:
    difference = agreement.difference
    middle = _at(difference.value or 0.0, reach)
    span = None
    if difference.low is not None and difference.high is not None:
        span = Part(_at(difference.low, reach), _at(difference.high, reach) - _at(difference.low, reach))
    return Severity(name, difference, span, Part(middle - TICK / 2, TICK))


def _at(value: float, reach: float) -> float:
    return 50 + 50 * value / reach


def _furthest(difference: Estimate) -> float:
    return max(abs(one) for one in (difference.value, difference.low, difference.high) if one is not None)


def _wide(measured: list[tuple[str, Agreement]]) -> bool:
    """Percentage points have a wider natural range than the points of a criterion."""
    return any(not agreement.first for _, agreement in measured)
