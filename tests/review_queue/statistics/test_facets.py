"""Many-facet severity: against a hand calculation, two other ways to it, and severities that are known."""

import math
import random
import statistics
import time

import pytest

from review_queue.statistics.facets import Observation, Out, Undetermined, facets
from review_queue.verifier.facets import measured
from tests.review_queue.statistics.directly import directly
from tests.review_queue.statistics.simulated import drawn, level

RATING_SCALE = {"a": 4, "b": 4, "c": 4}
PARTIAL_CREDIT = {"a": 3, "b": 5, "c": 2}


def marks_of(pairs, people=(1, 2), start=0):
    """One criterion: the level that each of two gave, for each answer."""
    return [
        Observation(f"A{start + number}", "a", who, level)
        for number, pair in enumerate(pairs)
        for who, level in zip(people, pair, strict=True)
    ]


def all_of(found):
    return {
        **{("reviewer", who): (one.value, one.error) for who, one in found.reviewers.items()},
        **{("criterion", code): (one.value, one.error) for code, one in found.criteria.items()},
    }


def whole(marks, levels):
    """Without answers of one end throughout, which the direct way does not know."""
    by_answer: dict[str, list[Observation]] = {}
    for one in marks:
        by_answer.setdefault(one.answer, []).append(one)
    return [
        one
        for some in by_answer.values()
        if any(one.level for one in some) and any(one.level < levels[one.criterion] - 1 for one in some)
        for one in some
    ]


def test_of_two_reviewers_and_two_levels_it_is_worked_out_by_hand():
    """Of disputed answers 12 passed with the first alone and 4 with the second: each reviewer is the log of 3
    from the middle (Andersen 1973: joint estimates are twice the conditional ones)."""
    found = facets(marks_of([(1, 0)] * 12 + [(0, 1)] * 4 + [(1, 1)] * 9 + [(0, 0)] * 3), {"a": 2})
    assert found.reviewers[1].value == pytest.approx(-math.log(3), abs=1e-9)
    assert found.reviewers[2].value == pytest.approx(math.log(3), abs=1e-9)
    assert (found.answers, found.extreme, found.undetermined) == (16, 12, None)


@pytest.mark.parametrize("levels", [RATING_SCALE, PARTIAL_CREDIT], ids=["rating scale", "partial credit"])
@pytest.mark.parametrize("seed", range(6))
def test_an_independent_implementation_gives_the_same_to_a_millionth(seed, levels):
    marks, _ = drawn(seed, answers=50, reviewers=4, levels=levels)
    kept = whole(marks, levels)
    found, other = all_of(facets(kept, levels)), directly(kept, levels)
    assert found.keys() == other.keys()
    for key, figures in other.items():
        assert found[key] == pytest.approx(figures, abs=1e-6), key


@pytest.mark.parametrize("levels", [RATING_SCALE, PARTIAL_CREDIT, {"a": 2, "b": 2}, {"a": 6}])
@pytest.mark.parametrize("seed", range(15))
def test_the_verifiers_own_way_gives_the_same_to_a_millionth(seed, levels):
    """With everything that falls out: few answers, extreme ones, levels that nobody gave."""
    marks, _ = drawn(seed, answers=10 + 5 * (seed % 5), reviewers=3 + seed % 3, levels=levels)
    found = all_of(facets(marks, levels))
    other = measured([(one.answer, one.criterion, one.reviewer, one.level) for one in marks], levels)
    assert found.keys() == other.keys()
    for key, figures in other.items():
        assert found[key] == pytest.approx(figures, abs=1e-6), key


@pytest.mark.parametrize("seed", range(4))
def test_known_severities_are_recovered(seed):
    levels = dict.fromkeys("abcdef", 5)
    marks, severities = drawn(seed, answers=600, reviewers=12, levels=levels)
    found = facets(marks, levels)
    # Twelve marks an answer: joint estimates are stretched by twelve elevenths.
    off = [(11 / 12 * one.value - severities[who]) / one.error for who, one in found.reviewers.items()]
    assert len(off) == 12
    assert max(map(abs, off)) < 3.5
    assert sum(one * one for one in off) / len(off) < 2
    assert sum(one.value for one in found.reviewers.values()) == pytest.approx(0, abs=1e-9)
    assert sum(one.value for one in found.criteria.values()) == pytest.approx(0, abs=1e-9)


def test_hard_answers_are_not_taken_for_a_severe_reviewer():
    """Three of one severity; the third met poor answers only, and gave a level less on average."""
    chance, marks = random.Random(5), []
    for number in range(200):
        worth, pair = (1.0, (1, 2)) if number % 2 else (-1.0, (1, 3))
        for who in pair:
            marks += [Observation(f"A{number}", code, who, level(chance, worth, 4)) for code in "ab"]
    mean = {who: statistics.mean(one.level for one in marks if one.reviewer == who) for who in (2, 3)}
    assert mean[2] - mean[3] > 1
    found = facets(marks, {"a": 4, "b": 4}).reviewers
    assert found[3].low < 0 < found[3].high
    assert abs(found[3].value) < 0.35


def test_groups_that_share_no_answer_are_not_compared():
    mixed = [(1, 0), (0, 1), (1, 2), (2, 1), (2, 2), (0, 2)]
    apart = marks_of(mixed, (1, 2)) + marks_of(mixed, (3, 4), start=100)
    found = facets(apart, {"a": 3})
    assert (found.undetermined, found.subsets, found.reviewers) == (Undetermined.APART, 2, {})
    joined = apart + marks_of(mixed, (2, 3), start=200)
    assert facets(joined, {"a": 3}).undetermined is None


def test_a_reviewer_of_four_answers_is_left_out_and_one_of_five_is_not():
    mixed = [(1, 0), (0, 1), (1, 2), (2, 1), (1, 1), (0, 2)]
    four = facets(marks_of(mixed) + marks_of(mixed[:4], (1, 3), start=100), {"a": 3})
    assert (four.out, set(four.reviewers)) == ({3: Out.FEW}, {1, 2})
    five = facets(marks_of(mixed) + marks_of(mixed[:5], (1, 3), start=100), {"a": 3})
    assert (five.out, set(five.reviewers)) == ({}, {1, 2, 3})


def test_whoever_gives_one_end_only_has_no_measure():
    mixed = [(1, 0), (0, 1), (1, 2), (2, 1), (1, 1), (0, 2)]
    strict = marks_of([(1, 0), (1, 0), (2, 0), (1, 0), (1, 0)], (1, 3), start=100)
    kind = marks_of([(1, 2)] * 5, (2, 4), start=200)
    found = facets(marks_of(mixed) + strict + kind, {"a": 3})
    assert found.out == {3: Out.LOWEST, 4: Out.HIGHEST}
    assert set(found.reviewers) == {1, 2}


def test_a_criterion_on_which_all_got_the_most_has_no_measure():
    marks, _ = drawn(1, answers=30, reviewers=3, levels={"a": 3, "b": 3})
    top = [Observation(one.answer, "easy", one.reviewer, 2) for one in marks if one.criterion == "a"]
    found = facets([*marks, *top], {"a": 3, "b": 3, "easy": 3})
    assert found.criteria_out == {"easy": Out.HIGHEST}
    assert set(found.criteria) == {"a", "b"}


def test_marks_that_foretell_each_other_give_no_estimate():
    """Two pairs who differ at random, and one of the first always above one of the second."""
    mixed = [(1, 0), (0, 1)] * 4
    marks = marks_of(mixed, (1, 2)) + marks_of(mixed, (3, 4), 100) + marks_of([(1, 0)] * 6, (1, 3), 200)
    found = facets(marks, {"a": 2})
    assert (found.undetermined, found.reviewers, found.spread) == (Undetermined.UNSETTLED, {}, None)
    assert measured([(one.answer, one.criterion, one.reviewer, one.level) for one in marks], {"a": 2}) == {}


def test_nobody_to_compare_with():
    assert facets([], {"a": 3}).undetermined is Undetermined.TOO_FEW
    assert facets(marks_of([(1, 0)] * 3), {"a": 3}).undetermined is Undetermined.TOO_FEW


def test_spread_is_without_the_error_of_severities():
    """Reviewers whose names are drawn anew for each answer do not differ."""
    marks, _ = drawn(3, answers=300, reviewers=6, levels=RATING_SCALE)
    chance = random.Random(1)
    named = {answer: chance.sample(range(6), 2) for answer in sorted({one.answer for one in marks})}
    first = {one.answer: one.reviewer for one in reversed(marks)}
    shuffled = [
        Observation(
            one.answer, one.criterion, named[one.answer][one.reviewer != first[one.answer]], one.level
        )
        for one in marks
    ]
    found = facets(shuffled, RATING_SCALE).spread
    assert found is not None
    assert found < 0.2
    apart = facets(marks, RATING_SCALE).spread
    assert apart is not None
    assert apart > 0.3


def test_two_thousand_answers_of_forty_reviewers_take_no_job():
    levels = dict.fromkeys("abcdef", 5)
    marks, _ = drawn(1, answers=2000, reviewers=40, levels=levels)
    began = time.process_time()
    assert len(facets(marks, levels).reviewers) == 40
    assert time.process_time() - began < 5
