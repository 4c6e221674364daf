"""How severe each reviewer is, with answers and criteria held apart: the many-facet Rasch model.

The log odds of a level over the one below are the answer's measure less the criterion's difficulty, the
reviewer's severity and the step's threshold (Linacre 1989, Many-Facet Rasch Measurement). Criteria with the
same number of levels share their thresholds (rating scale); where numbers differ, each criterion has its own
(partial credit; Wright and Masters 1982, Rating Scale Analysis). Weights of criteria play no part. Reviewers
and criteria sum to zero each, as do the thresholds of a scale; answers are free. The unit is the logit: above
zero is more severe than the reviewers together, or more difficult.

Not in the estimate, until nothing more falls out: reviewers of fewer than `ENOUGH` answers; answers, criteria
and reviewers that got or gave nothing but the lowest or the highest level, whose measures would be infinite
(Wright and Masters 1982, ch. 4). A level that nobody gave is counted as not there. Estimates of joint maximum
likelihood are stretched by about n/(n - 1), where n is how many marks an answer has (Wright and Douglas
1977); their order and their ratio to the standard error hardly change, and nothing is shrunk here.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from .agreement import ENOUGH
from .facet_newton import Fit, Table, fit

Z95 = 1.959963984540054
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Observation:
    """One mark. `level` is the rank of the level within its criterion, from 0."""

    answer: str
    criterion: str
    reviewer: int
    level: int


class Out(StrEnum):
    """Why a reviewer or a criterion has no measure of its own."""

    FEW = "few"
    LOWEST = "lowest"
    HIGHEST = "highest"


class Undetermined(StrEnum):
    """Why there is no measure at all."""

    TOO_FEW = "too few"
    APART = "apart"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True)
class Measure:
    """In logits, with the standard error from the inverse of the whole information matrix, so that the
    uncertainty of answers, criteria and thresholds is in it."""

    value: float
    error: float
    answers: int

    @property
    def low(self) -> float:
        """Of the 95 % interval."""
        return self.value - Z95 * self.error

    @property
    def high(self) -> float:
        return self.value + Z95 * self.error


@dataclass(frozen=True, slots=True)
class Facets:
    """The measures by reviewer and by criterion. With `undetermined` there are none. `answers` are in the
    estimate, `extreme` got one level at the end of the scale throughout, `subsets` have no reviewer in
    common."""

    reviewers: Mapping[int, Measure]
    criteria: Mapping[str, Measure]
    out: Mapping[int, Out]
    criteria_out: Mapping[str, Out]
    answers: int
    extreme: int
    subsets: int
    undetermined: Undetermined | None

    @property
    def spread(self) -> float | None:
        """How far severities lie apart without their error: the root of their variance less the mean squared
        error, nought if that is larger (the adjusted deviation of Wright and Masters 1982, ch. 5)."""
        if not self.reviewers:
            return None
        values = [one.value for one in self.reviewers.values()]
        variance = sum(one * one for one in values) / (len(values) - 1)
        error = sum(one.error**2 for one in self.reviewers.values()) / len(values)
        return math.sqrt(max(0.0, variance - error))


def facets(marks: Sequence[Observation], levels: Mapping[str, int]) -> Facets:
    """Measures from the marks of pairs; `levels` says how many each criterion has. Deterministic."""
    sample = _Sample(marks, levels)
    sample.prune()
    table, subsets = sample.table(), sample.subsets()
    undetermined, found = None, None
    if len(sample.left(sample.reviewer)) < 2 or not len(sample.left(sample.criterion)):
        undetermined = Undetermined.TOO_FEW
    elif subsets > 1:
        undetermined = Undetermined.APART
    else:
        found = fit(table)
        undetermined = None if found else Undetermined.UNSETTLED
    return sample.result(found, subsets, undetermined)


class _Sample:
    """The marks as columns of numbers, and which of them are still in."""

    def __init__(self, marks: Sequence[Observation], levels: Mapping[str, int]) -> None:
        self.answers = sorted({one.answer for one in marks})
        self.criteria = sorted(levels)
        self.reviewers = sorted({one.reviewer for one in marks})
        places = [{key: at for at, key in enumerate(keys)} for keys in (self.answers, self.criteria)]
        people = {key: at for at, key in enumerate(self.reviewers)}
        self.answer = np.array([places[0][one.answer] for one in marks], dtype=np.int64)
        self.criterion = np.array([places[1][one.criterion] for one in marks], dtype=np.int64)
        self.reviewer = np.array([people[one.reviewer] for one in marks], dtype=np.int64)
        self.raw = np.array([one.level for one in marks], dtype=np.int64)
        alike = len(set(levels.values())) == 1
        self.scale_of = np.zeros(len(levels), np.int64) if alike else np.arange(len(levels))
        self.kept = np.ones(len(marks), dtype=bool)
        self.level, self.top = self.raw, self.raw
        self.out: dict[int, Out] = {}
        self.criteria_out: dict[str, Out] = {}
        self.extreme = 0

    def left(self, column: Ints) -> Ints:
        return np.unique(column[self.kept])

    def prune(self) -> None:
        before = -1
        while before != self.kept.sum():
            before = self.kept.sum()
            self._few()
            self._recode()
            for column in (self.answer, self.criterion, self.reviewer):
                self._extremes(column)

    def _few(self) -> None:
        for who in self.left(self.reviewer):
            own = self.kept & (self.reviewer == who)
            if len(np.unique(self.answer[own])) < ENOUGH:
                self.out[self.reviewers[who]] = Out.FEW
                self.kept &= ~own

    def _recode(self) -> None:
        """Ranks among the levels that were given on the scale."""
        self.level, self.top = self.raw.copy(), self.raw.copy()
        scale = self.scale_of[self.criterion]
        for one in np.unique(scale[self.kept]):
            own = self.kept & (scale == one)
            given, ranks = np.unique(self.raw[own], return_inverse=True)
            self.level[own], self.top[own] = ranks, len(given) - 1

    def _extremes(self, column: Ints) -> None:
        size = len(self.answers) + len(self.criteria) + len(self.reviewers)
        at = column[self.kept]
        marks = np.bincount(at, minlength=size)
        lowest = (marks > 0) & (np.bincount(at, self.level[self.kept], size) == 0)
        unreached = (self.top - self.level)[self.kept]
        highest = (marks > 0) & (np.bincount(at, unreached, size) == 0) & ~lowest
        for places, why in ((lowest, Out.LOWEST), (highest, Out.HIGHEST)):
            for one in np.flatnonzero(places):
                self._drop(column, int(one), why)
        self.kept &= ~(lowest | highest)[column]

    def _drop(self, column: Ints, one: int, why: Out) -> None:
        if column is self.answer:
            self.extreme += 1
        elif column is self.criterion:
            self.criteria_out[self.criteria[one]] = why
        else:
            self.out[self.reviewers[one]] = why

    def subsets(self) -> int:
        """How many sets of reviewers share no answer: between such sets nothing can be compared."""
        parent = {int(one): int(one) for one in self.left(self.reviewer)}

        def root(one: int) -> int:
            while parent[one] != one:
                one = parent[one]
            return one

        first: dict[int, int] = {}
        for answer, who in zip(self.answer[self.kept], self.reviewer[self.kept], strict=True):
            parent[root(int(who))] = root(first.setdefault(int(answer), int(who)))
        return len({root(one) for one in parent})

    def table(self) -> Table:
        scales = self.scale_of[self.criterion[self.kept]]
        columns = (self.answer[self.kept], self.criterion[self.kept], self.reviewer[self.kept], scales)
        answer, criterion, reviewer, scale = (np.unique(one, return_inverse=True)[1] for one in columns)
        return Table(answer, criterion, reviewer, scale, self.level[self.kept], self.top[self.kept])

    def result(self, found: Fit | None, subsets: int, undetermined: Undetermined | None) -> Facets:
        people, criteria = self.left(self.reviewer), self.left(self.criterion)
        measured = ([], []) if found is None else (found.reviewers, found.criteria)
        return Facets(
            reviewers={
                self.reviewers[at]: Measure(*one, self._answers(self.reviewer == at))
                for at, one in zip(people, measured[0], strict=False)
            },
            criteria={
                self.criteria[at]: Measure(*one, self._answers(self.criterion == at))
                for at, one in zip(criteria, measured[1], strict=False)
            },
            out=self.out,
            criteria_out=self.criteria_out,
            answers=len(self.left(self.answer)),
            extreme=self.extreme,
            subsets=subsets,
            undetermined=undetermined,
        )

    def _answers(self, own: NDArray[np.bool_]) -> int:
        return len(np.unique(self.answer[self.kept & own]))
