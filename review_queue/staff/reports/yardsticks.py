"""What two reviews can be compared on: each criterion, the total, and whether the answer passes."""

from collections.abc import Callable
from dataclasses import dataclass

from review_queue.audit.queries.reliability import Rating, RoundScores
from review_queue.statistics.agreement import Scale

TOTAL = "total"
VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class Yardstick:
    """`mark` reads a review on this yardstick, in `unit`; `labels` name the scale's levels.

    `code` is a criterion's own code after "c-", so that no criterion can be called like the total.
    """

    code: str
    name: str
    unit: str
    scale: Scale
    labels: tuple[str, ...]
    mark: Callable[[Rating], float]


def yardsticks(scores: RoundScores) -> list[Yardstick]:
    """The criteria in the rubric's order, then the total, then the verdict."""
    return [*(_criterion(scores, index) for index in range(len(scores.criteria))), *_whole(scores)]


def total_of(scores: RoundScores) -> Yardstick:
    """The total alone."""
    return next(one for one in yardsticks(scores) if one.code == TOTAL)


def _criterion(scores: RoundScores, index: int) -> Yardstick:
    criterion = scores.criteria[index]
    levels = sorted(criterion.levels.all(), key=lambda level: level.points)
    code = criterion.code
    return Yardstick(
        code=f"c-{code}",
        name=criterion.name,
        unit="points",
        scale=Scale(values=tuple(float(level.points) for level in levels)),
        labels=tuple(f"{level.points} {level.label}" for level in levels),
        mark=lambda rating: rating.points[code],
    )


def _whole(scores: RoundScores) -> list[Yardstick]:
    near = float(scores.round.total_gap)
    return [
        Yardstick(TOTAL, "Total", "percentage points", Scale(near=near), (), lambda one: one.total),
        Yardstick(
            code=VERDICT,
            name="Pass or fail",
            unit="share of answers",
            scale=Scale(values=(0.0, 1.0)),
            labels=("Not passed", "Passed"),
            mark=lambda one: float(one.passes),
        ),
    ]
