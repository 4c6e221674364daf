"""All figures of one set of double-scored items."""

import pytest

from review_queue.statistics.agreement import Estimate, Scale, measure

THREE = Scale((0.0, 2.0, 5.0))


def test_levels_are_steps_and_differences_are_points():
    found = measure([(0, 2), (2, 2), (5, 5), (0, 5)], THREE, resamples=0)
    assert found.exact.value == 0.5
    assert found.adjacent.value == 0.75
    assert found.difference.value == pytest.approx((2 + 0 + 0 + 5) / 4)
    assert found.first == (2, 1, 1)
    assert found.second == (0, 2, 2)


def test_without_levels_close_is_a_distance():
    found = measure([(50.0, 50.0), (50.0, 60.0), (50.0, 61.0)], Scale(near=10), resamples=0)
    assert found.exact.value == pytest.approx(1 / 3)
    assert found.adjacent.value == pytest.approx(2 / 3)
    assert found.kappa == found.alpha == Estimate()
    assert found.first == ()


def test_two_levels_have_no_neighbors():
    found = measure([(0.0, 1.0), (1.0, 1.0)], Scale((0.0, 1.0)), resamples=0)
    assert found.adjacent == Estimate()
    assert found.exact.value == 0.5


def test_nothing_scored_is_not_defined_and_never_an_error():
    for scale in (THREE, Scale(near=10)):
        found = measure([], scale)
        assert found.n == 0
        assert found.few
        assert found.exact == found.icc_single == found.difference == Estimate()


@pytest.mark.parametrize(("items", "few"), [(29, True), (30, False)])
def test_few_means_below_thirty(items, few):
    assert measure([(0.0, 2.0)] * items, THREE, resamples=0).few is few


def test_one_item_has_an_exact_share_but_no_correlation():
    found = measure([(2, 5)], THREE)
    assert found.exact.value == 0
    assert found.kappa.value == 0
    assert found.icc_single == Estimate()


def test_high_agreement_with_low_kappa_shows_its_marginals():
    """The paradox: nearly everybody gets the same level."""
    found = measure([(5, 5)] * 38 + [(5, 2), (2, 5)], THREE, resamples=0)
    assert found.exact.value == 0.95
    assert found.kappa.value == pytest.approx(-1 / 39)
    assert found.first == found.second == (0, 1, 39)


def test_intervals_hold_their_estimate_and_are_replayed_by_the_seed():
    pairs = [(0, 0), (2, 2), (5, 5), (0, 2), (5, 2), (2, 5)] * 8
    found = measure(pairs, THREE, seed=5)
    assert found == measure(pairs, THREE, seed=5)
    assert found.alpha != measure(pairs, THREE, seed=6).alpha
    for one in (found.exact, found.kappa, found.alpha, found.icc_single, found.difference):
        assert one.value is not None
        assert one.low is not None
        assert one.high is not None
        assert one.low <= one.value <= one.high
        assert one.low != one.high
