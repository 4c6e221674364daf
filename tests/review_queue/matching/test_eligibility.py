import pytest

from review_queue.matching.eligibility import WhyNot, why_not
from tests.review_queue.matching.people import candidate, demand


@pytest.mark.parametrize(
    ("who", "what", "reason"),
    [
        ({}, {}, None),
        ({"active": False}, {}, WhyNot.INACTIVE),
        ({}, {"pool": 2}, WhyNot.OTHER_POOL),
        ({}, {"barred": frozenset({101})}, WhyNot.BARRED),
        ({"digests": frozenset("ab")}, {"barred_digests": frozenset("bc")}, WhyNot.BARRED),
        ({}, {"asked": frozenset({1})}, WhyNot.ASKED_BEFORE),
        ({"tags": frozenset({"P"})}, {"requires": frozenset({"P", "C"})}, WhyNot.UNQUALIFIED),
        ({"tags": frozenset({"P", "C", "X"})}, {"requires": frozenset({"P", "C"})}, None),
        ({}, {"language": "es"}, WhyNot.LANGUAGE),
        ({"languages": frozenset()}, {"language": "es"}, None),
        ({}, {"adjudication": True}, WhyNot.NOT_ADJUDICATOR),
        ({"may_adjudicate": True}, {"adjudication": True}, None),
        ({"agency": "a"}, {"agencies_beside": frozenset({"a"})}, WhyNot.SAME_AGENCY),
        ({"agency": ""}, {"agencies_beside": frozenset({""})}, None),
        ({"novice": True}, {"novice_beside": True}, WhyNot.SECOND_NOVICE),
        ({"novice": True}, {}, None),
        ({"held": 5}, {}, WhyNot.FULL),
        ({"held": 9}, {}, WhyNot.FULL),
    ],
)
def test_who_may_score_what(who, what, reason):
    assert why_not(candidate(1, **who), demand(**what)) is reason
