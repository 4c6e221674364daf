"""What a plan says about the slots it leaves open."""

import pytest

from review_queue.matching.assignment import plan
from tests.review_queue.matching.people import candidate, demand


def sentences(demands, candidates):
    return [(one.sentence, one.items) for one in plan(demands, candidates, seed=1).shortages]


P = frozenset({"Policy"})
BUSY = "nobody is eligible (1 of an agency that scores it already)"
THIRD = {"may_adjudicate": True}


@pytest.mark.parametrize(
    ("needs", "people", "sentence"),
    [
        ([{}], [], "1 answer needs 2 reviewers; nobody is eligible."),
        ([{}, {}], [{"capacity": 2}, THIRD | {"capacity": 1}],
         "1 answer needs a reviewer; nobody is eligible (1 no free place)."),
        ([{"requires": P}] * 3, [{"tags": P, "agency": "x"}, {"tags": P, "agency": "x"}, {}],
         f"3 Policy answers need a reviewer outside agency x; {BUSY}."),
        ([{"barred": frozenset({101})}], [{}, {}],
         "1 answer needs a reviewer; nobody is eligible (1 may not see it)."),
        ([{"asked": frozenset({0}), "slots": (2,)}], [{}],
         "1 answer needs a reviewer; nobody is eligible (1 asked before)."),
        ([{"language": "es", "slots": (1,)}], [{}],
         "1 answer needs a reviewer reading “es”; nobody is eligible."),
        ([{"adjudication": True, "slots": (3,)}], [{}],
         "1 answer needs a third reviewer; nobody is eligible."),
        ([{}], [{"novice": True}, {"novice": True}],
         "1 answer needs a reviewer; nobody is eligible (1 a novice beside a novice)."),
    ],
)  # fmt: skip
def test_a_sentence_for_each_reason(needs, people, sentence):
    demands = [demand(f"i{number}", **one) for number, one in enumerate(needs)]
    candidates = [candidate(number, **one) for number, one in enumerate(people)]
    assert sentence in [words for words, _ in sentences(demands, candidates)]


def test_answers_in_the_same_situation_share_a_sentence():
    found = sentences([demand(f"i{number}") for number in range(4)], [candidate(1, capacity=9)])
    assert found == [("4 answers need a reviewer; nobody is eligible.", 4)]


@pytest.mark.parametrize(
    ("third", "alone"),
    [({"may_adjudicate": True}, 0), ({}, 1), ({"may_adjudicate": True, "agency": "x"}, 1)],
)
def test_a_plan_says_when_it_leaves_no_third_reviewer(third, alone):
    people = [candidate(1, agency="x"), candidate(2), candidate(3, done=9, **third)]
    found = [items for words, items in sentences([demand()], people) if "no third reviewer" in words]
    assert found == [1] * alone


@pytest.mark.parametrize(("capacity", "alone"), [(1, 2), (2, 1)])
def test_a_third_whose_room_the_plan_takes_is_not_in_reserve(capacity, alone):
    people = [
        *(candidate(number) for number in (1, 2)),
        *(candidate(3, tags=P, capacity=capacity, **THIRD), candidate(4, tags=P, capacity=1)),
    ]
    demands = [demand("rare", requires=P), demand("other", barred=frozenset({104}))]
    found = [items for words, items in sentences(demands, people) if "no third reviewer" in words]
    assert found == [alone]


def test_whoever_may_settle_disputes_is_left_for_them():
    people = [candidate(1, may_adjudicate=True), candidate(2), candidate(3)]
    drawn = plan([demand()], people, seed=4)
    assert sorted(who for *_, who in drawn.pairs) == [2, 3]
    assert drawn.shortages == ()


def test_barred_agencies_are_never_named():
    people = [candidate(1, agency="secret", digests=frozenset("d")), candidate(2)]
    found = sentences([demand(barred_digests=frozenset("d"))], people)
    assert found
    assert not any("secret" in words for words, _ in found)
