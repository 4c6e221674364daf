"""Everything we say about a set of double-scored items, each figure with its interval."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from . import alpha, icc, kappa, severity, tables
from .bootstrap import RESAMPLES, interval, resampled_sums
from .suppression import SMALL, WORDS, cells, is_small
from .tables import Array

FEW = 30
ENOUGH = SMALL
"""An interval of fewer says nothing: what is drawn again and again is the same few."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; None is "not defined", or `hidden`."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """What was marked. `values` are the levels' values from low to high; without them any number is a mark
    and two marks at most `near` apart count as adjacent."""

    values: tuple[float, ...] = ()
    near: float = 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of first and second reviews. `first` and `second` count how often each level was given;
    `difference` is second minus first, in the unit of the marks. Of one that is `hidden` nothing else is
    known, not even how many there were."""

    n: int
    first: tuple[int | str, ...]
    second: tuple[int | str, ...]
    exact: Estimate
    adjacent: Estimate
    kappa: Estimate
    weighted_kappa: Estimate
    alpha: Estimate
    icc_single: Estimate
    icc_average: Estimate
    difference: Estimate
    standardized: Estimate
    hidden: bool = False

    @property
    def counted(self) -> int | str:
        """How many items, as people read it."""
        return WORDS if self.hidden else self.n

    @property
    def few(self) -> bool:
        """Too few items to lean on any of the figures."""
        return self.n < FEW


def readable(agreement: Agreement, *, hide: bool = False) -> Agreement:
    """As people read it: nothing of fewer than five items, or where its group is to be hidden with such a
    one; and of how often each level was given no small cell."""
    if hide or is_small(agreement.n):
        nothing = {name: Estimate(hidden=True) for name in FIGURES}
        return Agreement(n=0, first=(), second=(), hidden=True, **nothing)
    return replace(agreement, first=_cells(agreement.first), second=_cells(agreement.second))


def _cells(counts: tuple[int | str, ...]) -> tuple[int | str, ...]:
    return cells([one for one in counts if isinstance(one, int)])


def measure(
    pairs: Sequence[tuple[float, float]], scale: Scale, *, seed: int = 0, resamples: int = RESAMPLES
) -> Agreement:
    """Compare first and second marks. On a scale with levels every mark is one of its values.

    With `resamples=0`, or fewer items than `ENOUGH`, there are no intervals. An empty set is "not defined".
    """
    parts = _by_level(pairs, scale.values) if scale.values else _by_distance(pairs, scale.near)
    parts += [
        _Part(icc.sums(pairs), lambda totals: icc.icc(totals)[0], "icc_single"),
        _Part(icc.sums(pairs), lambda totals: icc.icc(totals)[1], "icc_average"),
        _Part(severity.moments(pairs), severity.mean_difference, "difference"),
        _Part(severity.moments(pairs), severity.standardized_difference, "standardized"),
    ]
    first, second = _level_counts(pairs, scale.values)
    estimates = {name: Estimate() for name in FIGURES}
    estimates |= _estimates(parts, seed, resamples if len(pairs) >= ENOUGH else 0) if pairs else {}
    return Agreement(n=len(pairs), first=first, second=second, hidden=False, **estimates)


FIGURES = tuple(one.name for one in fields(Agreement) if one.name not in ("n", "first", "second", "hidden"))


@dataclass(frozen=True, slots=True)
class _Part:
    """A figure: what each item adds, and the function of the sums."""

    features: Array
    figure: Callable[[Array], Array]
    name: str


def _by_level(pairs: Sequence[tuple[float, float]], values: tuple[float, ...]) -> list[_Part]:
    rank = {value: number for number, value in enumerate(values)}
    steps = [(rank[first], rank[second]) for first, second in pairs]
    cells, together = tables.one_hot(steps, len(values)), alpha.coincidences(steps, len(values))
    parts = [
        _Part(cells, tables.exact, "exact"),
        _Part(cells, kappa.kappa, "kappa"),
        _Part(cells, kappa.quadratic_weighted_kappa, "weighted_kappa"),
        _Part(together, alpha.ordinal_alpha, "alpha"),
    ]
    # Of two levels everything is adjacent: a figure that is always 100 % says nothing.
    return parts + ([_Part(cells, tables.adjacent, "adjacent")] if len(values) > 2 else [])


def _by_distance(pairs: Sequence[tuple[float, float]], near: float) -> list[_Part]:
    gaps = [abs(first - second) for first, second in pairs]
    return [_share(gaps, 1e-9, "exact"), _share(gaps, near + 1e-9, "adjacent")]


def _share(gaps: list[float], most: float, name: str) -> _Part:
    features = np.array([(1.0, float(gap <= most)) for gap in gaps]).reshape(-1, 2)
    return _Part(features, lambda totals: tables.ratio(totals[..., 1], totals[..., 0]), name)


def _estimates(parts: list[_Part], seed: int, resamples: int) -> dict[str, Estimate]:
    """All figures from the same draws, so that they can be read side by side."""
    flat = [part.features.reshape(len(part.features), -1) for part in parts]
    features = np.concatenate(flat, axis=1)
    totals = [features.sum(axis=0)[None]]
    if resamples:
        totals.append(resampled_sums(features, seed=seed, resamples=resamples))
    cuts = np.cumsum([part.shape[1] for part in flat])[:-1]
    columns = np.split(np.concatenate(totals), cuts, axis=1)
    return {
        part.name: _estimate(part.figure(column.reshape(-1, *part.features.shape[1:])))
        for part, column in zip(parts, columns, strict=True)
    }


def _estimate(figures: Array) -> Estimate:
    """The first figure is the estimate, the others are its replicates."""
    value = float(figures[0])
    if math.isnan(value):
        return Estimate()
    low, high = interval(figures[1:]) or (None, None)
    return Estimate(value, low, high)


def _level_counts(
    pairs: Sequence[tuple[float, float]], values: tuple[float, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    return tuple(first.count(value) for value in values), tuple(second.count(value) for value in values)
