"""Marks drawn from the many-facet model itself, with severities that are known."""

import math
import random
from collections.abc import Mapping

from review_queue.statistics.facets import Observation


def drawn(
    seed: int, *, answers: int, reviewers: int, levels: Mapping[str, int]
) -> tuple[list[Observation], list[float]]:
    """Each answer scored by two, by lot, and the reviewers' severities, which sum to zero."""
    chance = random.Random(seed)
    drawn_by = [chance.gauss(0, 0.6) for _ in range(reviewers)]
    severities = [one - sum(drawn_by) / reviewers for one in drawn_by]
    marks = []
    for answer in range(answers):
        worth = chance.gauss(0.5, 1.2)
        for who in chance.sample(range(reviewers), 2):
            for place, (criterion, count) in enumerate(levels.items()):
                at = worth - 0.4 * (place - 1) - severities[who]
                marks.append(Observation(f"A{answer:05}", criterion, who, level(chance, at, count)))
    return marks, severities


def level(chance: random.Random, at: float, count: int) -> int:
    """One mark, where the answer less criterion and severity stands `at`."""
    return chance.choices(range(count), _weights(at, count))[0]


def _weights(at: float, count: int) -> list[float]:
    thresholds = [2 * step / (count - 2) - 1 if count > 2 else 0.0 for step in range(count - 1)]
    logs = [0.0]
    for threshold in thresholds:
        logs.append(logs[-1] + at - threshold)
    return [math.exp(one) for one in logs]
