"""Totals. Exact fractions: a mark on the pass line must not depend on a rounding."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion as one reviewer scored it. `step` is the rank of the level, from 0."""

    criterion: str
    points: int
    most: int
    weight: int
    step: int


Scorecard = tuple[Mark, ...]


def percent(card: Scorecard) -> Fraction:
    """The weighted share of what could be had, from 0 to 100. Raises ValueError for an empty card."""
    weight = sum(mark.weight for mark in card)
    if not weight:
        raise ValueError("A scorecard without criteria has no total.")
    return 100 * sum((_share(mark) * mark.weight for mark in card), Fraction(0)) / weight


def passes(total: Fraction, pass_mark: Fraction) -> bool:
    """Reaching the pass mark passes."""
    return total >= pass_mark


def mean(totals: Iterable[Fraction]) -> Fraction:
    listed = list(totals)
    return sum(listed, Fraction(0)) / len(listed)


def _share(mark: Mark) -> Fraction:
    return Fraction(mark.points, mark.most) if mark.most else Fraction(1)
