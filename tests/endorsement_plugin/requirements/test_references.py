"""References: roles, people who are known, how long they hold, and when one is void."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Evidence, Referee, Standing
from endorsement_plugin.requirements.findings import Finding
from tests.endorsement_plugin.requirements.categories import TODAY


def roles(*slots: list[str]) -> list[dict[str, Any]]:
    return [{"roles": [{"value": role, "label": role} for role in slot]} for slot in slots]


SUPERVISOR = ["Current supervisor", "Teacher"]
MICHIGAN = {
    "count": 3,
    "slots": roles(SUPERVISOR, ["RSC giver"], ["Current supervisor", "Colleague"]),
    "endorsed": 1,
    "accepted": [{"category": "IFS"}, {"category": "vetted"}],
}
DAY = date(2026, 2, 1)
THREE = (
    Referee("Current supervisor", DAY, standings=(Standing("IFS", date(2020, 1, 1)),)),
    Referee("RSC giver", DAY),
    Referee("Colleague", DAY),
)


def found(clause: dict[str, Any], *referees: Referee, **more: Any) -> dict[str, Finding]:
    received = sum(1 for one in referees if one.received_on)
    evidence = Evidence(
        references_named=len(referees), references_received=received, referees=referees, **more
    )
    stored = {"id": "r", "kind": "references", **clause}
    findings = assess(parse([stored]), evidence, TODAY).findings
    return dict(zip(("named", "received", "standing"), findings, strict=False))


def test_the_sentence_says_every_rule() -> None:
    (clause,) = parse([{"id": "r", "kind": "references", **MICHIGAN, "valid_months": 12, "void_at": 6}])
    assert clause.sentence == (
        "3 references, among them Current supervisor or Teacher, RSC giver, and Current supervisor or "
        "Colleague, 1 of them by IFS or somebody vetted by the association, received in the year "
        "before the decision, with fewer than 6 ratings left open for lack of knowledge"
    )


@pytest.mark.parametrize("order", permutations(range(3)))
def test_each_referee_is_taken_for_one_slot_whatever_the_order(order: tuple[int, ...]) -> None:
    assert all(finding.met for finding in found(MICHIGAN, *(THREE[one] for one in order)).values())


@pytest.mark.parametrize(
    ("titles", "missing"),
    [
        (["Current supervisor", "RSC giver", "current supervisor "], ""),
        (["Teacher", "RSC giver", "Current supervisor"], ""),
        (["Teacher", "RSC giver", "Teacher"], "Still needed: Current supervisor or Colleague."),
        (["Current supervisor", "Colleague", "Colleague"], "Still needed: RSC giver."),
        (["", "RSC giver", "Colleague"], "Still needed: Current supervisor or Teacher."),
    ],
)
def test_roles(titles: list[str], missing: str) -> None:
    findings = found(MICHIGAN, *(Referee(title, DAY) for title in titles))
    assert (findings["named"].met, findings["named"].detail) == (not missing, missing)
    assert (findings["received"].met, findings["received"].detail) == (not missing, missing)


@pytest.mark.parametrize(
    ("standings", "met"),
    [
        ((), False),
        ((Standing("IFS", date(2026, 2, 1)),), True),
        ((Standing("IFS", date(2026, 2, 2)),), False),
        ((Standing("IFS", date(2020, 1, 1), date(2026, 1, 31)),), False),
        ((Standing("vetted"),), True),
        ((Standing("IFA"),), False),
    ],
)
def test_somebody_known_on_the_day_of_the_answer(standings: Any, met: bool) -> None:
    referees = (replace(THREE[0], standings=standings), *THREE[1:])
    finding = found(MICHIGAN, *referees)["standing"]
    assert (finding.met, finding.phase) == (met, "review")
    assert found(MICHIGAN, *referees)["named"].met


@pytest.mark.parametrize(("day", "met"), [(date(2025, 3, 1), True), (date(2025, 2, 28), False)])
def test_valid_for_a_year_from_the_answer(day: date, met: bool) -> None:
    """Pennsylvania: one year from completion."""
    finding = found({"count": 1, "valid_months": 12}, Referee("", day))["received"]
    assert finding.met is met
    if not met:
        assert finding.detail == "Not counted: 1 reference, received more than 1 year ago."


@pytest.mark.parametrize(("unknown", "met"), [(5, True), (6, False), (9, False)])
def test_void_with_six_ratings_left_open(unknown: int, met: bool) -> None:
    """Michigan, North Carolina, Oregon."""
    finding = found({"count": 1, "void_at": 6}, Referee("", DAY, unknown))["received"]
    assert finding.met is met
    assert found({"count": 1}, Referee("", DAY, unknown))["received"].met


def test_a_void_one_stands_for_nobody() -> None:
    void = replace(THREE[0], unknown=6)
    findings = found({**MICHIGAN, "void_at": 6}, void, *THREE[1:])
    assert not findings["standing"].met
    assert findings["received"].detail.endswith("Still needed: Current supervisor or Teacher.")


@pytest.mark.parametrize(("weigh", "met"), [(True, False), (False, True)])
def test_one_that_does_not_recommend_is_looked_at_or_not(weigh: bool, met: bool) -> None:
    findings = found({"count": 1, "weigh": weigh}, Referee("", DAY), doubted_references=("Ref said no.",))
    assert (findings["received"].met, len(findings)) == (met, 2)


def test_one_more_referee_never_unmeets() -> None:
    before = found(MICHIGAN, *THREE)
    for another in (Referee(), Referee("Teacher", DAY, 9), Referee("Current supervisor", date(2020, 1, 1))):
        after = found(MICHIGAN, *THREE, another)
        assert all(after[name].met for name in before)
