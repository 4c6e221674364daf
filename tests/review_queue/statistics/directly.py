"""The many-facet model again, by another way than the house's: every level of every mark is a row of one
design matrix with a column for each parameter, the likelihood of these multinomial rows is maximized by
Newton's method with a pseudo-inverse and no constraint, and severities are read off as contrasts."""

from typing import Any

import numpy as np

from review_queue.statistics.facets import Observation

Found = dict[tuple[str, object], tuple[float, float]]


def directly(marks: list[Observation], levels: dict[str, int]) -> Found:
    """Of marks from which nothing falls out: every level given, nothing extreme."""
    alike = len(set(levels.values())) == 1
    names: set[tuple[object, ...]] = {("answer", one.answer) for one in marks}
    names |= {("criterion", one.criterion) for one in marks} | {("reviewer", one.reviewer) for one in marks}
    names |= {("step", _scale(code, alike), at) for code, count in levels.items() for at in range(1, count)}
    column = {name: place for place, name in enumerate(sorted(names, key=repr))}
    designs = [_design(one, levels[one.criterion], alike, column) for one in marks]
    given = [one.level for one in marks]
    beta = np.zeros(len(column))
    for _ in range(200):
        slope, information = np.zeros(len(column)), np.zeros((len(column), len(column)))
        for design, level in zip(designs, given, strict=True):
            weights = np.exp(design @ beta - (design @ beta).max())
            chances = weights / weights.sum()
            mean = chances @ design
            slope += design[level] - mean
            information += design.T @ (chances[:, None] * design) - np.outer(mean, mean)
        inverse = np.linalg.pinv(information, rcond=1e-11, hermitian=True)
        step = inverse @ slope
        beta += step * min(1.0, 1.5 / np.abs(step).max())
        if np.abs(step).max() < 1e-11:
            break
    return {
        **_contrasts(
            [(("reviewer", one), {("reviewer", one): 1.0}) for one in _of(marks, "reviewer")],
            column,
            beta,
            inverse,
        ),
        **_contrasts(
            [
                (("criterion", one), {("criterion", one): 1.0, **_middle(one, levels[one], alike)})
                for one in _of(marks, "criterion")
            ],
            column,
            beta,
            inverse,
        ),
    }


def _scale(criterion: str, alike: bool) -> str:
    return "all" if alike else criterion


def _of(marks: list[Observation], name: str) -> list[Any]:
    return sorted({getattr(one, name) for one in marks})


def _middle(criterion: str, count: int, alike: bool) -> dict[tuple, float]:
    return {("step", _scale(criterion, alike), at): 1 / (count - 1) for at in range(1, count)}


def _design(one: Observation, count: int, alike: bool, column: dict) -> np.ndarray:
    """A row for each level: what it adds to the log of its chance."""
    design = np.zeros((count, len(column)))
    for level in range(count):
        design[level, column["answer", one.answer]] = level
        design[level, column["criterion", one.criterion]] = -level
        design[level, column["reviewer", one.reviewer]] = -level
        for at in range(1, level + 1):
            design[level, column["step", _scale(one.criterion, alike), at]] = -1
    return design


def _contrasts(rows: list, column: dict, beta: np.ndarray, inverse: np.ndarray) -> Found:
    """Each less the mean of all."""
    loads = np.zeros((len(rows), len(column)))
    for at, (_, parts) in enumerate(rows):
        for name, share in parts.items():
            loads[at, column[name]] += share
    loads -= loads.mean(axis=0)
    values, errors = loads @ beta, np.sqrt(np.diag(loads @ inverse @ loads.T))
    return {name: (values[at], errors[at]) for at, (name, _) in enumerate(rows)}
