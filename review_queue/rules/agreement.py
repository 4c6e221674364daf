"""When two reviews disagree, and how a third settles it. The round's frozen policy decides, nothing else."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .scoring import Scorecard, mean, passes, percent


class Reason(StrEnum):
    CRITERION_GAP = "criterion_gap"
    TOTAL_GAP = "total_gap"
    VERDICT_SPLIT = "verdict_split"
    FLAGGED = "flagged"


class Resolution(StrEnum):
    AGREED = "agreed"
    NEAREST_TWO = "nearest_two"
    PARITY = "parity"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class Policy:
    """`criterion_gap` in steps, `total_gap` in percentage points, `pass_mark` in percent."""

    criterion_gap: int
    total_gap: int
    verdict_split: bool
    flagged: bool
    pass_mark: Fraction
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Difference:
    reason: Reason
    criterion: str = ""


def differences(
    first: Scorecard, second: Scorecard, policy: Policy, *, flagged: bool = False
) -> list[Difference]:
    """Why a third is needed; empty when the two agree. The cards cover the same criteria; `flagged` says
    whether one of the two has flagged the answer."""
    reasons = [
        Difference(Reason.CRITERION_GAP, one.criterion)
        for one, other in zip(_ordered(first), _ordered(second), strict=True)
        if abs(one.step - other.step) >= policy.criterion_gap
    ]
    totals = percent(first), percent(second)
    if abs(totals[0] - totals[1]) > policy.total_gap:
        reasons.append(Difference(Reason.TOTAL_GAP))
    if policy.verdict_split and len({passes(total, policy.pass_mark) for total in totals}) > 1:
        reasons.append(Difference(Reason.VERDICT_SPLIT))
    if policy.flagged and flagged:
        reasons.append(Difference(Reason.FLAGGED))
    return reasons


def agreed_total(first: Scorecard, second: Scorecard) -> Fraction:
    return mean((percent(first), percent(second)))


def resolve(pair: tuple[Scorecard, Scorecard], third: Scorecard, resolution: Resolution) -> Fraction:
    """The total that a third, blind review leads to.

    Nearest two: the mean of the third and the nearer of the first two; when both are equally near, each
    counts half, which is the third itself between them, and their common total if they have one.
    Parity: the mean of all three. Expert: the third. After Johnson, Penny, Fisher and Kuhn 2003.
    """
    first, second, last = percent(pair[0]), percent(pair[1]), percent(third)
    if resolution is Resolution.PARITY:
        return mean((first, second, last))
    if resolution is Resolution.EXPERT:
        return last
    return mean((last, _nearest(first, second, last)))


def _nearest(first: Fraction, second: Fraction, last: Fraction) -> Fraction:
    if abs(first - last) == abs(second - last):
        return mean((first, second))
    return min((first, second), key=lambda total: abs(total - last))


def _ordered(card: Scorecard) -> Scorecard:
    return tuple(sorted(card, key=lambda mark: mark.criterion))
