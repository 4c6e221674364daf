from fractions import Fraction

import pytest

from review_queue.rules.agreement import (
    Difference,
    Policy,
    Reason,
    Resolution,
    agreed_total,
    differences,
    resolve,
)
from review_queue.rules.scoring import Mark


def card(*points: int):
    return tuple(Mark(f"c{number}", one, 4, 1, one) for number, one in enumerate(points))


def policy(**given) -> Policy:
    values = {
        "criterion_gap": 2, "total_gap": 10, "verdict_split": True, "flagged": True,
        "pass_mark": Fraction(70), "resolution": Resolution.NEAREST_TWO,
    }  # fmt: skip
    return Policy(**{**values, **given})


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ((4, 4, 4), (4, 4, 4), []),
        ((4, 4, 4), (4, 4, 3), []),  # one step is adjacent, and 8 points are not more than 10
        ((4, 4, 4), (4, 4, 2), [(Reason.CRITERION_GAP, "c2"), (Reason.TOTAL_GAP, "")]),
        ((4, 2, 2), (2, 4, 2), [(Reason.CRITERION_GAP, "c0"), (Reason.CRITERION_GAP, "c1")]),
        ((3, 3, 3), (3, 3, 2), [(Reason.VERDICT_SPLIT, "")]),  # 75 and 66.7 around a pass mark of 70
        ((4, 4, 4), (3, 3, 3), [(Reason.TOTAL_GAP, "")]),
    ],
)
def test_what_counts_as_a_disagreement(first, second, found):
    wanted = [Difference(reason, criterion) for reason, criterion in found]
    assert differences(card(*first), card(*second), policy()) == wanted
    assert len(differences(card(*second), card(*first), policy())) == len(found)


def test_a_gap_of_exactly_the_limit_is_no_disagreement():
    assert differences(card(4, 4), card(4, 4), policy(total_gap=0)) == []
    assert differences(card(4, 4), card(4, 3), policy(total_gap=12)) == [Difference(Reason.TOTAL_GAP)]
    assert differences(card(4, 4), card(4, 3), policy(total_gap=13)) == []


def test_a_policy_may_allow_a_split_verdict():
    assert differences(card(3, 3, 3), card(3, 3, 2), policy(verdict_split=False)) == []


@pytest.mark.parametrize(
    ("rule", "flagged", "found"),
    [(True, True, [Difference(Reason.FLAGGED)]), (True, False, []), (False, True, [])],
)
def test_a_flag_is_a_disagreement_where_the_policy_says_so(rule, flagged, found):
    assert differences(card(4, 4), card(4, 4), policy(flagged=rule), flagged=flagged) == found


def test_marks_are_held_against_each_other_by_criterion_not_by_order():
    assert differences(card(4, 2), tuple(reversed(card(4, 2))), policy()) == []


def test_two_who_agree_meet_in_the_middle():
    assert agreed_total(card(4, 4), card(4, 3)) == Fraction(375, 4)


@pytest.mark.parametrize(
    ("resolution", "third", "total"),
    [
        (Resolution.NEAREST_TWO, 4, 100),
        (Resolution.NEAREST_TWO, 3, Fraction(175, 2)),
        (Resolution.NEAREST_TWO, 2, 50),  # as near to 100 as to 0: the third itself
        (Resolution.NEAREST_TWO, 1, Fraction(25, 2)),
        (Resolution.PARITY, 4, Fraction(200, 3)),
        (Resolution.PARITY, 2, 50),
        (Resolution.EXPERT, 3, 75),
    ],
)
def test_how_a_third_settles_it(resolution, third, total):
    assert resolve((card(4), card(0)), card(third), resolution) == total
    assert resolve((card(0), card(4)), card(third), resolution) == total
