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
    UNSCORABLE = "unscorable"


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


Card = Scorecard | None
"""What a review gives: marks, or None where it says that the answer cannot be scored."""


def differences(first: Card, second: Card, policy: Policy, *, flagged: bool = False) -> list[Difference]:
    """Why a third is needed; empty when the two agree. The cards cover the same criteria; `flagged` says
    whether one of the two has flagged the answer. That it cannot be scored is agreed on by two who say so,
    each for a reason of their own; one who says it and one who scores it always need a third."""
    if first is not None and second is not None:
        reasons = _by_marks(first, second, policy)
    else:
        reasons = [] if first is second else [Difference(Reason.UNSCORABLE)]
    if policy.flagged and flagged:
        reasons.append(Difference(Reason.FLAGGED))
    return reasons


def _by_marks(first: Scorecard, second: Scorecard, policy: Policy) -> list[Difference]:
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
    return reasons


def agreed_total(first: Card, second: Card) -> Fraction | None:
    """None where both say that the answer cannot be scored."""
    if first is None or second is None:
        return None
    return mean((percent(first), percent(second)))


def resolve(pair: tuple[Card, Card], third: Card, resolution: Resolution) -> Fraction | None:
    """The total that a third, blind review leads to; None if by it the answer cannot be scored.

    Nearest two: the mean of the third and the nearer of the first two; when both are equally near, each
    counts half, which is the third itself between them, and their common total if they have one.
    Parity: the mean of all three. Expert: the third. After Johnson, Penny, Fisher and Kuhn 2003.
    Where one of the three cannot score it, by the first two rules the mean of the two who could; where two
    cannot, nobody's marks count.
    """
    if resolution is Resolution.EXPERT:
        return None if third is None else percent(third)
    totals = [percent(card) for card in (*pair, third) if card is not None]
    if len(totals) < 3:
        return mean(totals) if len(totals) == 2 else None
    first, second, last = totals
    if resolution is Resolution.PARITY:
        return mean(totals)
    return mean((last, _nearest(first, second, last)))


def _nearest(first: Fraction, second: Fraction, last: Fraction) -> Fraction:
    if abs(first - last) == abs(second - last):
        return mean((first, second))
    return min((first, second), key=lambda total: abs(total - last))


def _ordered(card: Scorecard) -> Scorecard:
    return tuple(sorted(card, key=lambda mark: mark.criterion))
