"""Severity by the many-facet Rasch model (Linacre 1989; Wright and Masters 1982), in plain Python: another
way to the numbers than the house's own. Answers are solved for each by itself between steps (profile
likelihood), the last parameter of each kind is held at nought, and the result is centered at the end.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from .facet_marks import Mark, connected, pruned, tops

Key = tuple[str, str | int]
Found = dict[Key, tuple[float, float]]
STEPS = 100
CONVERGED = 1e-9
BEYOND = 25.0


def measured(marks: Sequence[Mark], levels: Mapping[str, int]) -> Found:
    """Measure and standard error of each ("reviewer", …) and ("criterion", …), in logits; empty where there
    is none."""
    alike = len(set(levels.values())) == 1
    scales = {criterion: "" if alike else criterion for criterion in levels}
    kept = pruned(list(marks), scales)
    reviewers = {mark[2] for mark in kept}
    if len(reviewers) < 2 or not connected(kept):
        return {}
    return _Model(kept, scales).solved()


class _Model:
    """The profile likelihood of everything but the answers."""

    def __init__(self, marks: list[Mark], scales: Mapping[str, str]) -> None:
        self.scales, self.top = scales, tops(marks, scales)
        self.criteria = sorted({mark[1] for mark in marks})
        self.reviewers = sorted({mark[2] for mark in marks})
        steps = [("step", scale, at) for scale in sorted(self.top) for at in range(1, self.top[scale] + 1)]
        kinds = (
            [("criterion", one) for one in self.criteria][:-1],
            [("reviewer", one) for one in self.reviewers][:-1],
            [one for one in steps if one[2] < self.top[one[1]]],
        )
        self.at: dict[tuple[object, ...], int] = {
            key: number for number, key in enumerate(key for kind in kinds for key in kind)
        }
        self.marks: defaultdict[str, list[Mark]] = defaultdict(list)
        for mark in marks:
            self.marks[mark[0]].append(mark)
        self.ability = {
            one: math.log(got / (most - got)) for one, got, most in (self._share(one) for one in self.marks)
        }

    def _share(self, answer: str) -> tuple[str, int, int]:
        own = self.marks[answer]
        return answer, sum(mark[3] for mark in own), sum(self.top[self.scales[mark[1]]] for mark in own)

    def solved(self) -> Found:
        values = [0.0] * len(self.at)
        for _ in range(STEPS):
            slope, information = self._round(values)
            covariance = _inverse(information)
            if covariance is None:
                return {}
            step = [sum(one * by for one, by in zip(row, slope, strict=True)) for row in covariance]
            reach = max((abs(one) for one in step), default=0.0)
            share = min(1.0, 2.0 / max(reach, 1e-300))
            values = [value + share * by for value, by in zip(values, step, strict=True)]
            if max(map(abs, [*values, *self.ability.values()]), default=0.0) > 2 * BEYOND:
                return {}
            if reach < CONVERGED:
                return self._centered(values, covariance)
        return {}

    def _round(self, values: list[float]) -> tuple[list[float], list[list[float]]]:
        """The slope and the information at these values, with each answer at its own best."""
        size = len(values)
        slope = [0.0] * size
        information = [[0.0] * size for _ in range(size)]
        for answer, marks in self.marks.items():
            self._settle(answer, marks, values)
            across: defaultdict[int, float] = defaultdict(float)
            own = 0.0
            for mark in marks:
                own += self._add(mark, values, slope, information, across)
            for one, left in across.items():
                row = information[one]
                for other, right in across.items():
                    row[other] -= left * right / own
        return slope, information

    def _add(
        self,
        mark: Mark,
        values: list[float],
        slope: list[float],
        information: list[list[float]],
        across: defaultdict[int, float],
    ) -> float:
        """What one mark adds; returns its variance."""
        reach = self._reach(mark, values, self.ability[mark[0]])
        steps = range(len(reach))
        scale = self.scales[mark[1]]
        own = [(self.at.get(key), steps) for key in (("criterion", mark[1]), ("reviewer", mark[2]))]
        own += [(self.at.get(("step", scale, at + 1)), range(at, at + 1)) for at in steps]
        held = [(at, covered) for at, covered in own if at is not None]
        together = [[reach[max(one, two)] - reach[one] * reach[two] for two in steps] for one in steps]
        for at, covered in held:
            slope[at] -= sum((mark[3] > one) - reach[one] for one in covered)
            across[at] += sum(sum(together[one]) for one in covered)
            row = information[at]
            for other, others in held:
                row[other] += sum(together[one][two] for one in covered for two in others)
        return sum(map(sum, together))

    def _reach(self, mark: Mark, values: list[float], ability: float) -> list[float]:
        """The chance of each step or a higher one."""

        def value(*key: object) -> float:
            at = self.at.get(key)
            return 0.0 if at is None else values[at]

        scale = self.scales[mark[1]]
        here = ability - value("criterion", mark[1]) - value("reviewer", mark[2])
        logs = [0.0]
        for step in range(1, self.top[scale] + 1):
            logs.append(logs[-1] + here - value("step", scale, step))
        highest = max(logs)
        weights = [math.exp(one - highest) for one in logs]
        whole = sum(weights)
        return [sum(weights[step:]) / whole for step in range(1, len(weights))]

    def _settle(self, answer: str, marks: list[Mark], values: list[float]) -> None:
        """The answer's own measure, by Newton's method in one dimension."""
        got, ability = sum(mark[3] for mark in marks), self.ability[answer]
        for _ in range(STEPS):
            expected = variance = 0.0
            for mark in marks:
                reach = self._reach(mark, values, ability)
                mean = sum(reach)
                expected += mean
                variance += sum((2 * at + 1) * one for at, one in enumerate(reach)) - mean * mean
            step = max(-1.0, min(1.0, (got - expected) / max(variance, 1e-12)))
            ability += step
            if abs(step) < CONVERGED or abs(ability) > 2 * BEYOND:
                break
        self.ability[answer] = ability

    def _centered(self, values: list[float], covariance: list[list[float]]) -> Found:
        """Criteria with the mean of their own thresholds, then both kinds about nought."""
        size = len(values)

        def row(key: tuple[object, ...]) -> list[float]:
            return [float(self.at.get(key) == at) for at in range(size)]

        raw: dict[str, list[tuple[str | int, list[float]]]] = {"criterion": [], "reviewer": []}
        raw["reviewer"] = [(one, row(("reviewer", one))) for one in self.reviewers]
        for criterion in self.criteria:
            scale = self.scales[criterion]
            steps = [row(("step", scale, at)) for at in range(1, self.top[scale] + 1)]
            middle = [sum(some) / len(steps) for some in zip(*steps, strict=True)]
            raw["criterion"].append((criterion, _plus(row(("criterion", criterion)), middle)))
        found: Found = {}
        for kind, rows in raw.items():
            mean = [-sum(some) / len(rows) for some in zip(*(one for _, one in rows), strict=True)]
            for key, one in rows:
                of = _plus(one, mean)
                spread = sum(
                    a * b * covariance[i][j] for i, a in enumerate(of) if a for j, b in enumerate(of) if b
                )
                value = sum(a * b for a, b in zip(of, values, strict=True))
                found[kind, key] = (value, math.sqrt(max(0.0, spread)))
        return found


def _plus(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [a + b for a, b in zip(one, other, strict=True)]


def _inverse(matrix: list[list[float]]) -> list[list[float]] | None:
    """By Gauss and Jordan with pivots; None where there is none."""
    size = len(matrix)
    rows = [[*row, *(float(at == other) for other in range(size))] for at, row in enumerate(matrix)]
    for at in range(size):
        pivot = max(range(at, size), key=lambda one: abs(rows[one][at]))
        if abs(rows[pivot][at]) < 1e-12:
            return None
        rows[at], rows[pivot] = rows[pivot], rows[at]
        own = [value / rows[at][at] for value in rows[at]]
        rows[at] = own
        for other in range(size):
            by = rows[other][at]
            if other != at and by:
                rows[other] = [a - by * b for a, b in zip(rows[other], own, strict=True)]
    return [row[size:] for row in rows]
