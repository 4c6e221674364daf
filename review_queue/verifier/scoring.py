"""Totals, disagreements and results from marks and the rules of the round. Exact fractions throughout."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

Marks = Mapping[str, int]


def total(marks: Marks, rubric: Mapping[str, Any]) -> Fraction:
    """The weighted share of what could be had, from 0 to 100."""
    weights = sum(one["weight"] for one in rubric["criteria"])
    reached = Fraction(0)
    for one in rubric["criteria"]:
        most = max(points for points, *_ in one["levels"])
        reached += one["weight"] * (Fraction(marks[one["code"]], most) if most else 1)
    return 100 * reached / weights


def differences(
    first: Marks | None,
    second: Marks | None,
    rubric: Mapping[str, Any],
    policy: Mapping[str, Any],
    *,
    flagged: bool,
) -> list[list[str]]:
    """Reason and criterion of each disagreement, in the order of statements. None for marks says that the
    answer cannot be scored."""
    if first is None or second is None:
        found = [] if first is second else [["unscorable", ""]]
    else:
        found = _by_marks(first, second, rubric, policy)
    if policy["flagged"] and flagged:
        found.append(["flagged", ""])
    return sorted(found)


def _by_marks(
    first: Marks, second: Marks, rubric: Mapping[str, Any], policy: Mapping[str, Any]
) -> list[list[str]]:
    found = []
    for one in rubric["criteria"]:
        steps = sorted(points for points, *_ in one["levels"])
        apart = abs(steps.index(first[one["code"]]) - steps.index(second[one["code"]]))
        if apart >= policy["criterion_gap"]:
            found.append(["criterion_gap", one["code"]])
    totals = total(first, rubric), total(second, rubric)
    if abs(totals[0] - totals[1]) > policy["total_gap"]:
        found.append(["total_gap", ""])
    line = Fraction(rubric["pass_mark"])
    if policy["verdict_split"] and (totals[0] >= line) != (totals[1] >= line):
        found.append(["verdict_split", ""])
    return found


def result(totals: Sequence[Fraction | None], how: str) -> Fraction | None:
    """What two agreed reviews, or three by the round's rule, come to. None is that it cannot be scored: of a
    review, and of the answer."""
    if how == "expert":
        return totals[2]
    scored = [one for one in totals if one is not None]
    if len(scored) < 2:
        return None
    if how in {"agreed", "parity"} or len(scored) == 2:
        return sum(scored, Fraction(0)) / len(scored)
    first, second, third = scored
    if abs(first - third) == abs(second - third):
        nearest = (first + second) / 2
    else:
        nearest = min((first, second), key=lambda one: abs(one - third))
    return (nearest + third) / 2


def two_places(value: Fraction) -> str:
    """Rounded down."""
    hundredths = value * 100 // 1
    return f"{hundredths // 100}.{hundredths % 100:02}"
