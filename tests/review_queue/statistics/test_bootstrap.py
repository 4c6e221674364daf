"""Intervals: replayable, over items, and honest about what is not defined."""

import numpy as np
import pytest

from review_queue.statistics.bootstrap import MOST_WEIGHTS, interval, resampled_sums


def test_the_same_seed_gives_the_same_draws_and_another_seed_others():
    features = np.arange(20.0)[:, None]
    first, again = (resampled_sums(features, seed=7, resamples=50) for _ in range(2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, resampled_sums(features, seed=8, resamples=50))


def test_every_draw_takes_as_many_items_as_there_are():
    counted = resampled_sums(np.ones((13, 1)), seed=1, resamples=40)
    assert counted.shape == (40, 1)
    assert (counted == 13).all()


def test_many_items_are_drawn_in_parts_and_none_is_missing():
    items = MOST_WEIGHTS // 3
    assert resampled_sums(np.ones((items, 1)), seed=1, resamples=7).tolist() == [[items]] * 7


def test_the_interval_of_a_mean_is_as_wide_as_theory_says():
    """The standard error of the mean of 0 … 99 is 2.89, so the interval is about 11.3 wide."""
    sums = resampled_sums(np.arange(100.0)[:, None], seed=3, resamples=2000)[:, 0] / 100
    found = interval(sums)
    assert found is not None
    low, high = found
    assert low < 49.5 < high
    assert high - low == pytest.approx(2 * 1.96 * 2.887, rel=0.1)


def test_undefined_replicates_are_left_out_until_they_are_most():
    assert interval(np.array([1.0, 2.0, 3.0, np.nan])) == pytest.approx((1.05, 2.95))
    assert interval(np.array([1.0, np.nan, np.nan])) is None
    assert interval(np.array([])) is None
