from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_queue.matching.assignment import plan
from review_queue.matching.eligibility import why_not
from tests.review_queue.matching.people import candidate, demand


def people_of(drawn, item="item"):
    return sorted(who for name, _, who in drawn.pairs if name == item)


def test_two_distinct_reviewers_for_each_item():
    drawn = plan([demand("a"), demand("b")], [candidate(1), candidate(2), candidate(3)], seed=1)
    assert drawn.unfilled == ()
    assert sorted((item, slot) for item, slot, _ in drawn.pairs) == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]
    assert len(set(people_of(drawn, "a"))) == len(set(people_of(drawn, "b"))) == 2


@pytest.mark.parametrize(
    ("people", "filled"),
    [
        ([{"agency": "a"}, {"agency": "a"}], 1),
        ([{"agency": "a"}, {"agency": "b"}], 2),
        ([{"novice": True}, {"novice": True}], 1),
        ([{"novice": True}, {}], 2),
        ([{"novice": True, "agency": "a"}, {"agency": "a"}], 1),
        ([{"novice": True, "agency": "a"}, {"agency": "a"}, {"done": 50}], 2),
        ([{"held": 5}, {}], 1),
        ([], 0),
    ],
)
def test_limits_within_one_item(people, filled):
    drawn = plan([demand()], [candidate(number, **traits) for number, traits in enumerate(people)], seed=3)
    assert len(drawn.pairs) == filled
    assert drawn.unfilled == ((("item", 2 - filled),) if filled < 2 else ())


def test_an_open_slot_keeps_its_number():
    assert plan([demand(slots=(2,))], [candidate(1)], seed=1).pairs == (("item", 2, 1),)


def test_work_is_spread_evenly():
    items = [demand(f"i{number}") for number in range(60)]
    drawn = plan(items, [candidate(number, capacity=50) for number in range(10)], seed=5)
    assert set(Counter(who for *_, who in drawn.pairs).values()) == {12}


def test_whoever_has_done_less_comes_first():
    drawn = plan([demand()], [candidate(1, done=4), candidate(2), candidate(3)], seed=5)
    assert people_of(drawn) == [2, 3]


def test_the_scarce_reviewer_goes_where_nobody_else_can():
    items = [demand("easy"), demand("hard", requires=frozenset({"P"}))]
    people = [candidate(1, tags=frozenset({"P"}), capacity=1), candidate(2, tags=frozenset({"P"}))]
    drawn = plan(items, [*people, candidate(3)], seed=2)
    assert people_of(drawn, "hard") == [1, 2]
    assert drawn.unfilled == ()


def test_the_seed_replays_a_plan_and_another_seed_draws_another():
    items = [demand(f"i{number}") for number in range(20)]
    people = [candidate(number) for number in range(12)]
    assert plan(items, people, seed=7) == plan(items, people, seed=7)
    assert len({plan(items, people, seed=seed).pairs for seed in range(5)}) == 5


traits = st.fixed_dictionaries(
    {
        "agency": st.sampled_from(["", "a", "b"]),
        "novice": st.booleans(),
        "capacity": st.integers(1, 3),
        "held": st.integers(0, 2),
        "tags": st.frozensets(st.sampled_from("PC")),
    }
)


@settings(max_examples=60, deadline=None)
@given(
    people=st.lists(traits, max_size=7),
    needs=st.lists(st.frozensets(st.sampled_from("PC"), max_size=1), max_size=5),
    seed=st.integers(0, 2**62),
)
def test_no_plan_breaks_a_rule(people, needs, seed):
    candidates = [candidate(number, **one) for number, one in enumerate(people)]
    demands = [demand(f"i{number}", requires=requires) for number, requires in enumerate(needs)]
    drawn = plan(demands, candidates, seed=seed)
    by_item = {one.item: one for one in demands}

    assert len({(item, slot) for item, slot, _ in drawn.pairs}) == len(drawn.pairs)
    for name, what in by_item.items():
        team = [candidates[who] for item, _, who in drawn.pairs if item == name]
        assert len({one.id for one in team}) == len(team)
        assert all(why_not(one, what) is None for one in team)
        assert sum(one.novice for one in team) <= 1
        agencies = [one.agency for one in team if one.agency]
        assert len(set(agencies)) == len(agencies)
        assert len(team) + dict(drawn.unfilled).get(name, 0) == 2
    for who, count in Counter(who for *_, who in drawn.pairs).items():
        assert count <= candidates[who].room
