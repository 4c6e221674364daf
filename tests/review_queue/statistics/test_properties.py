"""What holds for any marks: equal to the long way, symmetric, one when perfect."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_queue.statistics import alpha, icc, kappa, severity, tables
from tests.review_queue.statistics import naive

LEVELS = 4
level = st.integers(0, LEVELS - 1)
pairs_of_levels = st.lists(st.tuples(level, level), min_size=1, max_size=25)
units_of_levels = st.lists(st.lists(level, max_size=4), min_size=1, max_size=12)
points = st.integers(-20, 20).map(float)


def same(found, expected):
    """NaN is the array's way of saying None."""
    if expected is None:
        return math.isnan(float(found))
    return float(found) == pytest.approx(expected, rel=1e-7, abs=1e-9)


@given(pairs_of_levels)
def test_kappas_equal_the_long_way(pairs):
    table = tables.crosstable(pairs, LEVELS)
    assert same(kappa.kappa(table), naive.kappa(pairs, naive.nominal))
    assert same(kappa.quadratic_weighted_kappa(table), naive.kappa(pairs, naive.squared))


@given(units_of_levels)
@settings(max_examples=60)
def test_ordinal_alpha_equals_the_long_way_whatever_is_missing(units):
    matrix = alpha.coincidences(units, LEVELS).sum(axis=0)
    pairable = [unit for unit in units if len(unit) > 1]
    assert same(alpha.ordinal_alpha(matrix), naive.ordinal_alpha(units) if pairable else None)


@given(st.integers(2, 4).flatmap(lambda size: st.lists(st.tuples(*[points] * size), min_size=2, max_size=12)))
def test_icc_equals_the_long_way(items):
    single, average = icc.icc(icc.sums(items).sum(axis=0))
    expected = naive.icc_of_equal_groups(items)
    assert same(single, expected[0])
    assert same(average, expected[1])


@given(st.lists(st.tuples(points, points), min_size=2, max_size=20))
def test_standardized_difference_equals_the_long_way(pairs):
    totals = severity.moments(pairs).sum(axis=0)
    assert same(severity.standardized_difference(totals), naive.standardized(pairs))


@given(pairs_of_levels)
def test_swapping_first_and_second_reviews_changes_no_agreement(pairs):
    table = tables.crosstable(pairs, LEVELS)
    for figure in (tables.exact, tables.adjacent, kappa.kappa, kappa.quadratic_weighted_kappa):
        np.testing.assert_allclose(figure(table), figure(table.T), atol=1e-12)


@given(units_of_levels, st.randoms(use_true_random=False))
def test_alpha_and_icc_do_not_know_the_reviewers(units, chance):
    shuffled = [chance.sample(unit, len(unit)) for unit in units]
    one, other = (alpha.coincidences(marks, LEVELS).sum(axis=0) for marks in (units, shuffled))
    np.testing.assert_allclose(alpha.ordinal_alpha(one), alpha.ordinal_alpha(other), atol=1e-12)
    filled, mixed = ([marks for marks in of if marks] for of in (units, shuffled))
    np.testing.assert_allclose(
        icc.icc(icc.sums(filled).sum(axis=0)), icc.icc(icc.sums(mixed).sum(axis=0)), atol=1e-9
    )


@given(pairs_of_levels)
def test_turning_the_scale_round_changes_no_agreement(pairs):
    turned = [(LEVELS - 1 - first, LEVELS - 1 - second) for first, second in pairs]
    for figure in (kappa.kappa, kappa.quadratic_weighted_kappa):
        one, other = (figure(tables.crosstable(marks, LEVELS)) for marks in (pairs, turned))
        np.testing.assert_allclose(one, other, atol=1e-12)
    one, other = (alpha.coincidences(marks, LEVELS).sum(axis=0) for marks in (pairs, turned))
    np.testing.assert_allclose(alpha.ordinal_alpha(one), alpha.ordinal_alpha(other), atol=1e-12)


@given(st.lists(level, min_size=2, max_size=20))
def test_perfect_agreement_is_one_and_undefined_when_nothing_differs(marks):
    table = tables.crosstable([(mark, mark) for mark in marks], LEVELS)
    matrix = alpha.coincidences([(mark, mark) for mark in marks], LEVELS).sum(axis=0)
    single, average = icc.icc(icc.sums([(mark, mark) for mark in marks]).sum(axis=0))
    expected = 1.0 if len(set(marks)) > 1 else None
    for found in (
        *(kappa.kappa(table), kappa.quadratic_weighted_kappa(table)),
        *(alpha.ordinal_alpha(matrix), alpha.nominal_alpha(matrix), single, average),
    ):
        assert same(found, expected)
    assert float(tables.exact(table)) == 1


@given(pairs_of_levels)
def test_no_figure_exceeds_one(pairs):
    table = tables.crosstable(pairs, LEVELS)
    matrix = alpha.coincidences(pairs, LEVELS).sum(axis=0)
    figures = [kappa.kappa(table), kappa.quadratic_weighted_kappa(table), alpha.ordinal_alpha(matrix)]
    assert all(math.isnan(float(one)) or float(one) <= 1 + 1e-12 for one in figures)
    assert 0 <= float(tables.exact(table)) <= float(tables.adjacent(table)) <= 1
