"""Whether a reviewer's marks on anchors meet the standard. Pure.

Exact marks, adjacent marks and an unchanged verdict are what scoring programs ask of a scorer before the
first real answer. The percentages are conventions and belong to each set.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from .scoring import Scorecard, passes, percent

RENEW_DAYS = 30
"""So long before a calibration ends the next one may begin."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over criterion marks; `adjacent` are at most one step away, the exact ones among them. `flips`
    counts texts whose verdict differs."""

    marks: int
    exact: int
    adjacent: int
    flips: int


@dataclass(frozen=True, slots=True)
class Standard:
    """The least percentages of all marks. No flip is ever allowed."""

    exact: int = 60
    adjacent: int = 95


def compare(own: Scorecard, reference: Scorecard, pass_mark: Fraction) -> Tally:
    """One text. The cards cover the same criteria; raises ValueError if they do not."""
    reference_steps = {mark.criterion: mark.step for mark in reference}
    if reference_steps.keys() != {mark.criterion for mark in own}:
        raise ValueError("The two cards have different criteria.")
    apart = [abs(mark.step - reference_steps[mark.criterion]) for mark in own]
    split = passes(percent(own), pass_mark) is not passes(percent(reference), pass_mark)
    return Tally(len(apart), apart.count(0), sum(steps <= 1 for steps in apart), int(split))


def together(tallies: Iterable[Tally]) -> Tally:
    listed = list(tallies)
    return Tally(
        marks=sum(one.marks for one in listed),
        exact=sum(one.exact for one in listed),
        adjacent=sum(one.adjacent for one in listed),
        flips=sum(one.flips for one in listed),
    )


def meets(tally: Tally, standard: Standard) -> bool:
    """Compared in whole numbers: a share on the line meets it. Nothing scored meets nothing."""
    return (
        tally.marks > 0
        and 100 * tally.exact >= standard.exact * tally.marks
        and 100 * tally.adjacent >= standard.adjacent * tally.marks
        and not tally.flips
    )


@dataclass(frozen=True, slots=True)
class Attempt:
    """The latest attempt: still running, or ended. `released` is the chief's leave to begin again."""

    running: bool
    passed: bool
    valid_until: date | None
    released: bool


def may_begin(latest: Attempt | None, today: date) -> bool:
    """The first time; after a pass when it is about to end; after anything else by the chief's leave."""
    if latest is None:
        return True
    if latest.running:
        return False
    if latest.passed and latest.valid_until:
        return today >= latest.valid_until - timedelta(days=RENEW_DAYS)
    return latest.released
