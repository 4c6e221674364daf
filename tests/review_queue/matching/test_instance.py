"""The arrays say the same as the rule for one pair."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from review_queue.matching.eligibility import why_not
from review_queue.matching.instance import fingerprint, instance
from tests.review_queue.matching.people import candidate, demand

letters = st.frozensets(st.sampled_from("ABC"), max_size=2)
traits = st.fixed_dictionaries(
    {
        "pools": st.frozensets(st.integers(1, 2), min_size=1),
        "tags": letters,
        "languages": st.frozensets(st.sampled_from(["en", "es"]), max_size=2),
        "agency": st.sampled_from(["", "x", "y"]),
        "digests": letters,
        "held": st.integers(0, 6),
        "novice": st.booleans(),
        "may_adjudicate": st.booleans(),
        "active": st.booleans(),
    }
)
needs = st.fixed_dictionaries(
    {
        "pool": st.integers(1, 2),
        "requires": letters,
        "language": st.sampled_from(["en", "es"]),
        "barred": st.frozensets(st.integers(100, 106), max_size=2),
        "barred_digests": letters,
        "asked": st.frozensets(st.integers(0, 6), max_size=2),
        "agencies_beside": st.frozensets(st.sampled_from(["", "x"]), max_size=2),
        "novice_beside": st.booleans(),
        "adjudication": st.booleans(),
    }
)


@settings(max_examples=150, deadline=None)
@given(people=st.lists(traits, min_size=1, max_size=6), wants=st.lists(needs, min_size=1, max_size=5))
def test_the_arrays_allow_what_the_rule_allows(people, wants):
    candidates = [candidate(number, **one) for number, one in enumerate(people)]
    demands = [demand(f"i{number}", **one) for number, one in enumerate(wants)]
    arrays = instance(demands, candidates, seed=1)
    rows, columns = np.divmod(np.arange(len(demands) * len(candidates)), len(candidates))
    expected = [why_not(candidates[c], demands[r]) is None for r, c in zip(rows, columns, strict=True)]
    assert arrays.allows(rows, columns).tolist() == expected


def test_the_digest_changes_with_anything_a_plan_depends_on():
    base = fingerprint([demand()], [candidate(1)])
    assert base == fingerprint([demand()], [candidate(1)])
    assert base != fingerprint([demand(barred=frozenset({7}))], [candidate(1)])
    assert base != fingerprint([demand()], [candidate(1, held=1)])
    many = frozenset(f"tag-{number}" for number in range(20))
    again = frozenset(sorted(many, reverse=True))
    assert fingerprint([demand(requires=many)], []) == fingerprint([demand(requires=again)], [])
