from fractions import Fraction

import pytest

from review_queue.rules.scoring import Mark, mean, passes, percent


def mark(points: int, most: int = 3, weight: int = 1) -> Mark:
    return Mark("c", points, most, weight, points)


@pytest.mark.parametrize(
    ("marks", "total"),
    [
        ([mark(3), mark(3)], 100),
        ([mark(0), mark(0)], 0),
        ([mark(3), mark(0)], 50),
        ([mark(3, weight=3), mark(0)], 75),
        ([mark(1), mark(1), mark(1)], Fraction(100, 3)),
        ([mark(4, most=4), mark(1, most=2)], 75),  # weight is the share of the total, whatever the scale
        ([mark(0, most=0)], 100),
    ],
)
def test_the_total_is_the_weighted_share(marks, total):
    assert percent(tuple(marks)) == total


def test_an_empty_card_has_no_total():
    with pytest.raises(ValueError, match="no total"):
        percent(())


@pytest.mark.parametrize(
    ("total", "passed"), [(Fraction(80), True), (Fraction(799999, 10000), False), (Fraction(81), True)]
)
def test_reaching_the_pass_mark_passes(total, passed):
    assert passes(total, Fraction(80)) is passed


def test_thirds_are_exact():
    assert mean([Fraction(100, 3), Fraction(200, 3)]) == 50
