"""A chooser that has no faults ends at an outcome, whatever is answered."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement_plugin.rules.choosing import Answer, Node, at_most, faults, start, walk


def question(name: str, *ways: str) -> Node:
    return Node(name, tuple(Answer(f"{name}{number}", to) for number, to in enumerate(ways)))


GOOD = [
    question("ages", "role", "mentor"),
    question("role", "ifa", "ifs"),
    Node("ifa"),
    Node("ifs"),
    Node("mentor"),
]


def test_a_good_one_has_no_faults():
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("nodes", "place", "words"),
    [
        ([], (None, None), "at least one question"),
        ([Node("a"), Node("b")], (None, None), "at least one question"),
        ([question("q", "a", ""), Node("a")], (0, 1), "Say where this answer leads"),
        ([question("q", "a", "c"), Node("a")], (0, 1), "Nothing is called c. There is: a, q."),
        ([question("q", "a"), Node("a")], (0, None), "at least two answers"),
        ([question("q"), Node("a")], (0, None), "at least two answers"),
        ([question("q", "a", "a"), Node("a"), Node("b")], (2, None), "No answer leads to this outcome."),
        ([question("q", "a", "q"), Node("a")], (0, 1), "q → q"),
        ([question("q", "r", "a"), question("r", "a", "q"), Node("a")], (1, 1), "q → r → q"),
        ([question("q", "a", "a"), Node("a"), Node("a")], (2, None), "already called a"),
    ],
)
def test_each_fault_is_said_beside_its_cause(nodes: list[Node], place: tuple, words: str):
    assert any(fault[:2] == place and words in fault.message for fault in faults(nodes))


def test_all_faults_are_said_at_once():
    nodes = [question("q", "gone", "r", "a"), question("r", "q", "a"), Node("a"), Node("b"), question("s")]
    places = {fault[:2] for fault in faults(nodes)}
    assert {(0, 0), (1, 0), (3, None), (4, None)} <= places


def test_a_loop_among_questions_that_nobody_reaches_is_said_too():
    nodes = [*GOOD, question("x", "y", "ifa"), question("y", "x", "ifa")]
    assert (6, 0) in {fault[:2] for fault in faults(nodes)}


NAMES = st.sampled_from(["a", "b", "c", "d", "e", "", "gone"])
NODES = st.lists(
    st.builds(
        lambda name, ways: Node(name, None if ways is None else question(name, *ways).ways),
        NAMES,
        st.none() | st.lists(NAMES, max_size=4),
    ),
    max_size=8,
)


@given(NODES, st.lists(st.text(max_size=3), max_size=6))
def test_nothing_that_is_drafted_or_typed_breaks_it(nodes: list[Node], keys: list[str]):
    faults(nodes)
    way = walk(nodes, keys)
    assert (way is None) == (start(nodes) is None)
    if way:
        assert len(way.steps) + len(way.rest) == len(keys)
        assert at_most(nodes, way.place) <= len(nodes)


def made(seed: int, questions: int) -> list[Node]:
    """Without faults: each question leads to later ones or to outcomes, and everything is led to."""
    draw = random.Random(seed)
    names = [f"q{n}" for n in range(questions)]
    ways: dict[str, list[str]] = {name: [] for name in names}
    for number, name in enumerate(names[1:], start=1):
        ways[draw.choice(names[:number])].append(name)
    outcomes = [f"o{n}" for n in range(questions + 1)]
    for name in outcomes:
        ways[draw.choice(names)].append(name)
    for name in names:
        while len(ways[name]) < 2:
            ways[name].append(draw.choice(outcomes))
    nodes = [question(names[0], *ways[names[0]])]
    rest = [*(question(name, *ways[name]) for name in names[1:]), *map(Node, outcomes)]
    draw.shuffle(rest)
    return nodes + rest


@given(st.integers(0, 10_000), st.integers(1, 8))
def test_whatever_is_answered_ends_at_an_outcome(seed: int, questions: int):
    nodes, draw = made(seed, questions), random.Random(seed)
    assert faults(nodes) == []
    keys: list[str] = []
    most = at_most(nodes, 0)
    for _ in range(most):
        way = walk(nodes, keys)
        assert way
        assert way.rest == ()
        if not nodes[way.place].is_question:
            break
        assert len(keys) + at_most(nodes, way.place) <= most
        keys.append(draw.choice(nodes[way.place].ways).key)
    ended = walk(nodes, keys)
    assert ended
    assert not nodes[ended.place].is_question


def test_an_old_address_leads_as_far_as_it_still_does():
    way = walk(GOOD, ["ages0", "gone", "role1"])
    assert way
    assert (way.place, way.rest) == (1, ("gone", "role1"))
