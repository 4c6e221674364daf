"""The control chart, by hand and against a computation of another kind."""

import math

import pytest

from review_queue.statistics.drift import LEAST_SIGMA, chart, limit, sigma_of


def test_the_first_limits_by_hand():
    assert limit(1, 1.0) == pytest.approx(0.6)
    assert limit(2, 1.0) == pytest.approx(3 * math.sqrt(0.2 / 1.8 * (1 - 0.8**4)))
    assert limit(10_000, 1.0) == pytest.approx(1.0)
    assert limit(3, 5.0) == pytest.approx(5 * limit(3, 1.0))


def test_the_running_mean_is_the_weighted_sum():
    deviations = [4.0, -2.0, 10.0, 0.0, 7.5]
    points = chart(deviations, None)
    for number, point in enumerate(points):
        seen = deviations[: number + 1]
        expected = sum(0.2 * 0.8 ** (number - place) * one for place, one in enumerate(seen))
        assert point.running == pytest.approx(expected)
        assert point.limit is None
        assert not point.outside


def test_the_spread_is_the_mean_moving_range():
    series = [[0.0, 4.0, 0.0, 4.0], [10.0, 14.0, 10.0]]
    assert sigma_of(series) == pytest.approx(4 * math.sqrt(math.pi) / 2)
    assert 2 / math.sqrt(math.pi) == pytest.approx(1.128, abs=5e-4)


def test_a_severe_reviewer_does_not_widen_the_limits():
    assert sigma_of([[-30.0, -28.0, -30.0, -28.0], [0.0, 2.0, 0.0]]) == sigma_of([[0.0, 2.0] * 3])


def test_too_few_ranges_give_no_limits():
    assert sigma_of([[1.0, 5.0, 2.0], [3.0, 3.0]]) is None
    assert sigma_of([]) is None


def test_no_spread_at_all_is_luck():
    assert sigma_of([[5.0] * 9]) == LEAST_SIGMA


def test_a_steady_shift_is_found_and_chance_is_not():
    sigma = 10.0
    shifted = chart([12.0] * 20, sigma)
    assert [point.outside for point in shifted[:3]] == [False, False, False]
    assert shifted[-1].outside
    assert not any(point.outside for point in chart([9.0, -9.0] * 15, sigma))
