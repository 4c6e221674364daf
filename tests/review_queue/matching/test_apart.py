"""One rule keeps novices and colleagues apart: whoever asks, in whatever shape, gets its answer."""

import ast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_queue.matching.apart import Trait, broken_by, groups_of
from review_queue.matching.assignment import plan
from review_queue.matching.eligibility import APART, WhyNot, why_not
from review_queue.matching.instance import instance
from tests.house_code import modules
from tests.review_queue.matching.people import candidate, demand, teams_of

people = st.tuples(st.sampled_from(["", "x", "y"]), st.booleans())
APART_BY_HAND = [
    (("", False), ("", False), set()),
    (("", True), ("x", False), set()),
    (("x", False), ("y", True), set()),
    (("x", False), ("x", False), {Trait.AGENCY}),
    (("x", True), ("y", True), {Trait.NOVICE}),
    (("", True), ("", True), {Trait.NOVICE}),
    (("x", True), ("x", False), {Trait.AGENCY}),
    (("x", True), ("x", True), {Trait.AGENCY, Trait.NOVICE}),
]


@pytest.mark.parametrize(("first", "second", "broken"), APART_BY_HAND)
def test_who_is_kept_apart(first, second, broken):
    assert broken_by([groups_of(*first), groups_of(*second)]) == broken


def test_every_trait_has_a_reason():
    assert set(APART) == set(Trait)


@settings(max_examples=60, deadline=None)
@given(first=people, second=people)
def test_the_rule_for_one_the_arrays_and_a_plan_agree(first, second):
    one, other = (
        candidate(number, agency=agency, novice=novice)
        for number, (agency, novice) in enumerate([first, second], 1)
    )
    broken = broken_by([one.groups, other.groups])
    beside = demand(agencies_beside=frozenset({other.agency}), novice_beside=other.novice)
    why: WhyNot | None = why_not(one, beside)
    assert (why in APART.values()) == bool(broken)
    assert why is None or any(APART[trait] is why for trait in broken)
    arrays = instance([demand()], [one, other], seed=1)
    assert arrays.clash(np.array([0]), np.array([1])).tolist() == [bool(broken)]
    together = teams_of(plan([demand()], [one, other], seed=1)) == {"item": (1, 2)}
    assert together != bool(broken)


MAY_ASK = {
    "review_queue/matching/kept.py": "writes agencies by their places, not by their names",
    "review_queue/matching/eligibility.py": "hands both to `groups_of`",
    "review_queue/matching/shortage.py": "names the agencies",
    "review_queue/matching/exact.py": "closes an item to the novices of an agency, or to its others",
    "review_queue/assigning/queries/candidates.py": "reads the reviewer's row",
    "review_queue/assigning/queries/demand.py": "reads the reviewers' rows",
    "review_queue/audit/queries/evidence.py": "hands both to `groups_of`, and lists them",
    "review_queue/roster/forms.py": "shows what stands in a reviewer's details",
    "review_queue/roster/actions/change_details.py": "writes them",
    "review_queue/staff/reports/evidence_pack.py": "lists them",
}


def test_nobody_else_looks_at_agency_or_novice():
    asking = {
        str(path)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"agency", "novice"}
        if str(path).startswith("review_queue/")
    }
    assert asking == set(MAY_ASK)
