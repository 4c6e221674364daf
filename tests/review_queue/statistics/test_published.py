"""The figures that others have printed for the same data."""

import math

import numpy as np
import pytest

from review_queue.statistics import alpha, icc, kappa
from review_queue.statistics.agreement import Scale, measure
from tests.review_queue.statistics import published


def test_human_scores_of_a_scoring_package():
    found = measure(published.human_pairs(), Scale((1, 2, 3, 4, 5)), resamples=0)
    assert found.n == 200
    assert found.exact.value == pytest.approx(0.725, abs=1e-12)
    assert found.adjacent.value == 1
    assert found.kappa.value == pytest.approx(published.HUMAN_KAPPA, abs=1e-12)
    assert found.weighted_kappa.value == pytest.approx(published.HUMAN_WEIGHTED_KAPPA, abs=1e-12)
    assert found.standardized.value == pytest.approx(-0.0825, abs=5e-5)
    assert (found.first, found.second) == ((5, 25, 55, 95, 20), (10, 10, 80, 85, 15))


def test_kappa_of_cohens_example():
    table = np.array(published.DIAGNOSES, dtype=float)
    assert float(kappa.kappa(table)) == pytest.approx(published.DIAGNOSES_KAPPA, abs=5e-4)


def test_alpha_of_krippendorffs_example_with_missing_marks():
    matrix = alpha.coincidences(published.observed_units(), 5).sum(axis=0)
    assert float(matrix.sum()) == pytest.approx(40)
    assert float(alpha.nominal_alpha(matrix)) == pytest.approx(published.OBSERVERS_NOMINAL, abs=5e-4)
    assert float(alpha.ordinal_alpha(matrix)) == pytest.approx(published.OBSERVERS_ORDINAL, abs=5e-4)


def test_answers_that_do_not_differ_have_no_icc_of_the_mean():
    """In thirds of a hundred rounding leaves a tiny difference between answers that are alike."""
    single, average = icc.icc(icc.sums([(100 / 3, 75)] * 3).sum(axis=0))
    assert float(single) == pytest.approx(-1)
    assert math.isnan(float(average))


def test_icc_of_shrout_and_fleiss():
    single, average = icc.icc(icc.sums(published.JUDGES).sum(axis=0))
    assert float(single) == pytest.approx(published.JUDGES_SINGLE, abs=5e-3)
    assert float(average) == pytest.approx(published.JUDGES_AVERAGE, abs=5e-3)
