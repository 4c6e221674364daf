"""The goals of masking, on people, texts and ways of writing that nothing was mended with."""

import pytest

from benchmarks.review_queue.masking_set.scoring import by_kind, measured


@pytest.fixture(scope="module")
def scores():
    return measured(apart=True, seed=3)


def test_of_everyday_spellings_as_good_as_all_are_masked_or_listed(scores):
    assert scores.everyday.share() >= 99.5
    assert {kind for kind, _, share in by_kind(scores.everyday) if share < 95} == set()


def test_of_harder_spellings_nine_in_ten_are(scores):
    assert scores.harder.share() >= 90
    assert {kind for kind, _, share in by_kind(scores.harder) if share < 65} == set()


def test_of_what_nobody_told_four_in_five_are(scores):
    assert scores.untold.share() >= 80


def test_ordinary_words_are_left_alone(scores):
    assert scores.masked <= 0.2
    assert scores.listed <= 2


def test_a_set_is_the_same_each_time():
    first, second = (measured(apart=False, seed=7) for _ in range(2))
    assert (first.harder.all, first.harder.covered) == (second.harder.all, second.harder.covered)
