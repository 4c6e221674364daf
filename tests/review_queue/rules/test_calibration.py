"""The standard of a calibration, and when an attempt may begin, by table."""

import datetime
from fractions import Fraction

import pytest

from review_queue.rules.calibration import Attempt, Standard, Tally, compare, may_begin, meets, together
from review_queue.rules.scoring import Mark

PASS = Fraction(60)
TODAY = datetime.date(2026, 3, 2)


def card(*points):
    return tuple(Mark(f"c{number}", one, 3, 1, one) for number, one in enumerate(points))


@pytest.mark.parametrize(
    ("own", "reference", "expected"),
    [
        ((2, 2), (2, 2), Tally(2, 2, 2, 0)),
        ((2, 3), (2, 2), Tally(2, 1, 2, 0)),
        ((3, 3), (1, 3), Tally(2, 1, 1, 0)),
        ((1, 1), (2, 2), Tally(2, 0, 2, 1)),
        ((0, 1), (1, 1), Tally(2, 1, 2, 0)),
    ],
)
def test_one_text(own, reference, expected):
    assert compare(card(*own), card(*reference), PASS) == expected


def test_the_order_of_the_marks_does_not_matter():
    assert compare(card(1, 3)[::-1], card(1, 3), PASS) == Tally(2, 2, 2, 0)


def test_cards_of_different_rubrics_are_not_compared():
    with pytest.raises(ValueError, match="different criteria"):
        compare(card(1), card(1, 2), PASS)


@pytest.mark.parametrize(
    ("tally", "passed"),
    [
        (Tally(20, 12, 19, 0), True),
        (Tally(20, 11, 20, 0), False),
        (Tally(20, 20, 18, 0), False),
        (Tally(20, 20, 20, 1), False),
        (Tally(0, 0, 0, 0), False),
    ],
)
def test_the_usual_standard(tally, passed):
    assert meets(tally, Standard()) is passed


def test_a_set_may_ask_for_more_or_less():
    assert not meets(Tally(10, 6, 10, 0), Standard(exact=70))
    assert meets(Tally(10, 3, 5, 0), Standard(exact=30, adjacent=50))


def test_tallies_add_up():
    assert together([Tally(3, 2, 3, 0), Tally(3, 1, 2, 1)]) == Tally(6, 3, 5, 1)


@pytest.mark.parametrize(
    ("latest", "expected"),
    [
        (None, True),
        (Attempt(running=True, passed=False, valid_until=None, released=False), False),
        (Attempt(False, True, TODAY + datetime.timedelta(31), False), False),
        (Attempt(False, True, TODAY + datetime.timedelta(30), False), True),
        (Attempt(False, True, TODAY - datetime.timedelta(1), False), True),
        (Attempt(False, False, None, released=False), False),
        (Attempt(False, False, None, released=True), True),
    ],
)
def test_when_an_attempt_may_begin(latest, expected):
    assert may_begin(latest, TODAY) is expected
