"""Joint maximum likelihood of the many-facet model, by Newton's method.

The likelihood is concave and each mark is of one answer, so the information of answers is diagonal and they
are eliminated (Schur's complement): a step costs the square of the other parameters, however many answers
there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .tables import Array

STEPS = 100
"""More are not taken: whoever has not settled by then never will."""
CONVERGED = 1e-9
"""The largest change of any parameter in the last step, in logits."""
LARGEST_STEP = 2.0
BEYOND = 25.0
"""A parameter this far out, in logits, has no finite estimate."""


@dataclass(frozen=True, slots=True)
class Table:
    """A mark in each place: numbers from 0 of its answer, criterion, reviewer and scale, the level that was
    given and the highest of its scale."""

    answer: NDArray[np.int64]
    criterion: NDArray[np.int64]
    reviewer: NDArray[np.int64]
    scale: NDArray[np.int64]
    level: NDArray[np.int64]
    top: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fit:
    """Estimate and standard error, by number."""

    reviewers: Sequence[tuple[float, float]]
    criteria: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Curve:
    """The log-likelihood, its gradient, and the information: of answers, across, and of the others."""

    height: float
    slope_answers: Array
    slope: Array
    answers: Array
    across: Array
    others: Array


def fit(table: Table) -> Fit | None:
    """The estimates, or None where the likelihood has no top within bounds, as where levels are foretold."""
    model = _Model(table)
    answers, free = model.start(), np.zeros(model.basis.shape[1])
    curve = model.curve(answers, model.basis @ free)
    for _ in range(STEPS):
        solved = _step(curve, model.basis)
        if solved is None:
            return None
        by_answers, by_free, covariance = solved
        reach = max(np.abs(by_answers).max(), np.abs(model.basis @ by_free).max(initial=0.0))
        share = min(1.0, LARGEST_STEP / max(reach, 1e-300))
        while True:
            here = answers + share * by_answers, free + share * by_free
            ahead = model.curve(here[0], model.basis @ here[1])
            if ahead.height >= curve.height - 1e-9 * abs(curve.height) or share < 1e-6:
                break
            share /= 2
        (answers, free), curve = here, ahead
        if max(np.abs(answers).max(), np.abs(model.basis @ free).max(initial=0.0)) > BEYOND:
            return None
        if reach < CONVERGED:
            return model.fitted(model.basis @ free, covariance)
    return None


def _step(curve: _Curve, basis: Array) -> tuple[Array, Array, Array] | None:
    """Newton's step of answers and of the free parameters, and the covariance of these; None if flat."""
    if curve.answers.min() < 1e-12:
        return None
    across = curve.across @ basis
    scaled = across / curve.answers[:, None]
    information = basis.T @ curve.others @ basis - across.T @ scaled
    try:
        covariance: Array = np.linalg.inv(information).astype(np.float64)
    except np.linalg.LinAlgError:
        return None
    free = covariance @ (basis.T @ curve.slope - scaled.T @ curve.slope_answers)
    return (curve.slope_answers - across @ free) / curve.answers, free, covariance


class _Model:
    """Columns of the parameters other than answers: criteria, reviewers, then each scale's thresholds."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.criteria, self.reviewers = table.criterion.max() + 1, table.reviewer.max() + 1
        tops = [int(table.top[table.scale == one][0]) for one in range(table.scale.max() + 1)]
        self.most = max(tops)
        first = self.criteria + self.reviewers
        self.size = first + sum(tops)
        # Steps that a scale has not: a column of their own, which is cut off.
        self.thresholds = np.full((len(tops), self.most), self.size)
        for one, top in enumerate(tops):
            start = first + sum(tops[:one])
            self.thresholds[one, :top] = np.arange(start, start + top)
        self.basis = _block_diagonal([_sum_zero(n) for n in (self.criteria, self.reviewers, *tops)])
        main = np.stack([table.criterion, self.criteria + table.reviewer], axis=1)
        self.columns = np.concatenate([main, self.thresholds[table.scale]], axis=1)
        self.reached = table.level[:, None] >= np.arange(1, self.most + 1)
        self.spreading = np.concatenate([np.ones((2, self.most)), np.eye(self.most)])

    def start(self) -> Array:
        """Answers by the log odds of the share that they got."""
        got, most = (np.bincount(self.table.answer, one) for one in (self.table.level, self.table.top))
        return np.log(got / (most - got))

    def curve(self, answers: Array, others: Array) -> _Curve:
        table, count = self.table, len(answers)
        at = answers[table.answer] - others[self.columns[:, :2]].sum(axis=1)
        steps = np.concatenate([others, [np.inf]])[self.thresholds[table.scale]]
        weights = np.cumsum(np.concatenate([np.zeros((len(at), 1)), at[:, None] - steps], axis=1), axis=1)
        weights -= weights.max(axis=1, keepdims=True)
        chances = np.exp(weights)
        sums = chances.sum(axis=1, keepdims=True)
        height = (weights[np.arange(len(at)), table.level] - np.log(sums[:, 0])).sum()
        # The chance of each level or more; the covariance of reaching two of them.
        reach = np.cumsum((chances / sums)[:, :0:-1], axis=1)[:, ::-1]
        together = np.minimum(reach[:, :, None], reach[:, None, :]) - reach[:, :, None] * reach[:, None, :]
        over = self.reached - reach
        spread = self.spreading @ together @ self.spreading.T
        width, columns = self.size + 1, self.columns
        pairs = columns[:, :, None] * width + columns[:, None, :]
        cells = table.answer[:, None] * width + columns
        slope = _sums(columns.ravel(), (over @ self.spreading.T).ravel(), width)
        return _Curve(
            height=float(height),
            slope_answers=_sums(table.answer, over.sum(axis=1), count),
            slope=-slope[:-1],
            answers=_sums(table.answer, together.sum(axis=(1, 2)), count),
            across=-_matrix(cells, (together.sum(axis=2) @ self.spreading.T), (count, width))[:, :-1],
            others=_matrix(pairs, spread, (width, width))[:-1, :-1],
        )

    def fitted(self, others: Array, covariance: Array) -> Fit:
        errors = np.sqrt(np.einsum("ij,jk,ik->i", self.basis, covariance, self.basis))
        both = list(zip(others.tolist(), errors.tolist(), strict=True))
        return Fit(both[self.criteria : self.criteria + self.reviewers], both[: self.criteria])


def _matrix(cells: NDArray[np.int64], values: Array, shape: tuple[int, int]) -> Array:
    return _sums(cells.ravel(), values.ravel(), shape[0] * shape[1]).reshape(shape)


def _sums(at: NDArray[np.int64], values: Array, size: int) -> Array:
    sums: Array = np.bincount(at, values, size).astype(np.float64)
    return sums


def _sum_zero(n: int) -> Array:
    """Columns that span what sums to zero."""
    return np.linalg.qr(np.eye(n)[:, : n - 1] - 1 / n)[0] if n > 1 else np.zeros((n, 0))


def _block_diagonal(blocks: Sequence[Array]) -> Array:
    whole = np.zeros((sum(len(one) for one in blocks), sum(one.shape[1] for one in blocks)))
    row = column = 0
    for one in blocks:
        whole[row : row + len(one), column : column + one.shape[1]] = one
        row, column = row + len(one), column + one.shape[1]
    return whole
