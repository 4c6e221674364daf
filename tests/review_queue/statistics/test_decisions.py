"""Errors, decisions and rates: worked by hand, and against the verifier's own way to them."""

import random

import numpy as np
import pytest

from review_queue.statistics.decisions import (
    decisions,
    error_of_one,
    error_of_two,
    halo,
    near,
    pass_rates,
    rate,
    spread_ratio,
    wilson,
)
from review_queue.verifier.figures import at_the_cut


def drawn(seed: int, n: int = 60) -> list[tuple[float, float]]:
    chance = random.Random(seed)
    return [
        (min(100.0, max(0.0, worth + chance.gauss(0, 8))), min(100.0, max(0.0, worth + chance.gauss(0, 8))))
        for worth in (chance.gauss(75, 12) for _ in range(n))
    ]


def test_the_error_is_the_root_of_half_the_mean_squared_difference():
    pairs = [(70.0, 72.0), (60.0, 64.0), (80.0, 80.0), (90.0, 86.0), (50.0, 50.0)]
    assert error_of_one(pairs) == pytest.approx((36 / 10) ** 0.5)
    assert error_of_two(pairs) == pytest.approx((36 / 20) ** 0.5)
    assert near(pairs, 70) == [(70.0, 72.0), (60.0, 64.0), (80.0, 80.0)]


@pytest.mark.parametrize("seed", range(20))
def test_two_ways_to_the_figures_at_the_cut_agree(seed):
    pairs = drawn(seed)
    other = at_the_cut(pairs, 80)
    found = decisions(pairs, 80)
    assert found
    assert other["decision accuracy"][1] == pytest.approx(found.accuracy, abs=1e-12)
    assert other["decision consistency"][1] == pytest.approx(found.consistency, abs=1e-12)
    assert other["standard error of one review"][1] == pytest.approx(error_of_one(pairs), abs=1e-12)
    close, error = other["the same near the pass mark"]
    assert close == len(near(pairs, 80))
    assert error == pytest.approx(error_of_two(near(pairs, 80)), abs=1e-12)


def test_expected_decisions_are_those_of_a_simulation():
    """Another pair, and the truth, drawn about each mean many times."""
    pairs, cut = drawn(3), 78.0
    error = error_of_two(pairs)
    assert error
    chance = np.random.default_rng(1)
    means = np.array([sum(pair) / 2 for pair in pairs])
    one, other = (means + chance.normal(0, error, (20_000, len(means))) >= cut for _ in range(2))
    found = decisions(pairs, cut)
    assert found
    assert found.consistency == pytest.approx((one == other).mean(), abs=0.005)
    assert found.accuracy == pytest.approx((one == (means >= cut)).mean(), abs=0.005)


def test_without_error_every_decision_stands():
    found = decisions([(80.0, 80.0), (79.0, 79.0), (90.0, 90.0), (10.0, 10.0), (81.0, 81.0)], 80)
    assert found
    assert (found.accuracy, found.consistency) == (1, 1)


def test_the_interval_of_a_share_is_wilsons():
    """Newcombe 1998, Statistics in Medicine 17, 857-872, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (passed, n), ends in published.items():
        assert wilson(passed, n) == pytest.approx(ends, abs=5e-5)


def test_a_small_group_is_not_shown_nor_what_would_give_it_away():
    shown = {one.name: one.n for one in pass_rates({"en": (40, 30), "es": (9, 7), "haw": (2, 1)})}
    assert shown == {"en": 40, "es": None, "haw": None}
    two = {one.name: one.n for one in pass_rates({"en": (40, 30), "es": (3, 2), "haw": (2, 1)})}
    assert two == {"en": 40, "es": None, "haw": None}
    few = {one.name: one.n for one in pass_rates({"en": (40, 30), "es": (1, 0), "fr": (9, 8), "haw": (1, 0)})}
    assert few == {"en": 40, "es": None, "fr": None, "haw": None}
    assert rate("all", 4, 4).value is None
    assert rate("all", 5, 4).value == 0.8


def test_halo_is_one_where_one_impression_gave_all_marks():
    assert halo([[points, points, points] for points in (0, 1, 2, 3, 1)]) == pytest.approx(1)
    cards = np.random.default_rng(5).integers(0, 4, (30, 4))
    expected = np.asarray(np.corrcoef(cards.T))[np.triu_indices(4, 1)].mean()
    assert halo(cards.tolist()) == pytest.approx(expected)
    assert halo([[2, 2]] * 9) is None
    assert halo([[1, 2]] * 4) is None


def test_central_tendency_is_a_narrow_spread_beside_the_others():
    others = [40.0, 60.0, 80.0, 100.0, 20.0]
    assert spread_ratio([one / 2 + 30 for one in others], others) == pytest.approx(0.5)
    assert spread_ratio([50.0] * 4, [1.0, 2.0, 3.0, 4.0]) is None
