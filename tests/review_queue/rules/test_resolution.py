"""How a third review settles a dispute: worked out by hand, and what holds for any three reviews."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_queue.rules.agreement import Resolution, resolve
from review_queue.rules.scoring import Mark, Scorecard, passes

EVERY = (Resolution.NEAREST_TWO, Resolution.PARITY, Resolution.EXPERT)


def total(percent: int) -> Scorecard:
    """A card with this total."""
    return (Mark("c", percent, 100, 1, percent),)


@pytest.mark.parametrize(
    ("first", "second", "third", "nearest_two", "parity", "expert"),
    [
        # 70 is 10 from 80 and 30 from 40: (80 + 70) / 2; (80 + 40 + 70) / 3; 70.
        (80, 40, 70, 75, Fraction(190, 3), 70),
        (80, 40, 50, 45, Fraction(170, 3), 50),
        (90, 60, 90, 90, 80, 90),
        (90, 60, 100, 95, Fraction(250, 3), 100),
        (90, 60, 10, 35, Fraction(160, 3), 10),
        # Equally near: 60 lies between 80 and 40, so it is (60 + (80 + 40) / 2) / 2.
        (80, 40, 60, 60, 60, 60),
        # Equally near because the first two have one total and disagree on a criterion only: (80 + 60) / 2.
        (80, 80, 60, 70, Fraction(220, 3), 60),
        (80, 80, 90, 85, Fraction(250, 3), 90),
        (80, 80, 80, 80, 80, 80),
        (0, 100, 50, 50, 50, 50),
    ],
)
def test_worked_out_by_hand(first, second, third, nearest_two, parity, expert):
    for resolution, wanted in zip(EVERY, (nearest_two, parity, expert), strict=True):
        assert resolve((total(first), total(second)), total(third), resolution) == wanted
        assert resolve((total(second), total(first)), total(third), resolution) == wanted


@pytest.mark.parametrize(
    ("resolution", "passed"),
    [(Resolution.NEAREST_TWO, True), (Resolution.PARITY, False), (Resolution.EXPERT, False)],
)
def test_the_rule_decides_the_verdict(resolution, passed):
    # 75, 63.3 and 70 around a pass mark of 72.
    found = resolve((total(80), total(40)), total(70), resolution)
    assert found is not None
    assert passes(found, Fraction(72)) is passed


percents = st.integers(0, 100)


@given(percents, percents, percents, st.sampled_from(EVERY))
def test_for_any_three_reviews(first, second, third, resolution):
    found = resolve((total(first), total(second)), total(third), resolution)
    assert min(first, second, third) <= found <= max(first, second, third)
    assert found == resolve((total(second), total(first)), total(third), resolution)
    if first == second == third:
        assert found == first


@given(percents, percents, percents)
def test_nearest_two_leaves_out_the_further_one(first, second, third):
    found = resolve((total(first), total(second)), total(third), Resolution.NEAREST_TWO)
    assert found is not None
    near, far = sorted((first, second), key=lambda one: abs(one - third))
    if abs(near - third) < abs(far - third) or first == second:
        assert 2 * found == near + third
    else:
        assert found == third
    assert abs(found - third) <= Fraction(abs(near - third), 2)
