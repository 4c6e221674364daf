"""Hours of training: parts of a total, hours that some need more, how recent, what became of entries."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.findings import Assessment, Finding
from endorsement_plugin.requirements.sets.changes import keeping_keys
from tests.endorsement_plugin.requirements.categories import TODAY

GIVING = {"area": "giving", "label": "giving reflective supervision", "hours": "15"}
DEI = {"area": "dei", "label": "diversity, equity and inclusion", "hours": "3"}
IECMH = {"area": "iecmh", "label": "infant and early childhood mental health", "hours": "30"}
MENTOR = {"kind": "training", "hours": "48", "quotas": [IECMH, GIVING, DEI]}
EXTRA = {
    "hours": "15",
    "area": "giving",
    "label": "giving reflective supervision",
    "condition": "you give reflective supervision",
    "question": "gives_supervision",
}


def entry(hours: str | None, *areas: str, day: date | None = date(2025, 5, 1), key: str = "") -> Entry:
    return Entry("training", id=key, started_on=day, hours=Decimal(hours) if hours else None, areas=areas)


def assessed(clause: dict[str, Any], *entries: Entry, **more: Any) -> Assessment:
    return assess(parse([{"id": "it", **clause}]), Evidence(entries=entries, **more), TODAY)


def find(clause: dict[str, Any], *entries: Entry, **more: Any) -> Finding:
    (finding,) = assessed(clause, *entries, **more).findings
    return finding


@pytest.mark.parametrize(
    ("entries", "met", "detail"),
    [
        ([("30", "iecmh"), ("15", "giving"), ("3", "dei")], True, ""),
        ([("48", "iecmh", "giving", "dei")], True, ""),
        ([("31", "iecmh"), ("14", "giving"), ("3", "dei")], False, "14 of 15 hours in giving"),
        ([("30", "iecmh"), ("15", "giving", "dei"), ("3",)], False, "15 of 18 hours in giving"),
        ([("30", "iecmh", "dei"), ("15", "giving"), ("3",)], False, "30 of 33 hours in infant"),
        ([("33", "iecmh", "dei"), ("15", "GIVING ")], True, ""),
    ],
)
def test_48_hours_of_which_30_and_15_and_3(entries: Any, met: bool, detail: str) -> None:
    finding = find(MENTOR, *(entry(*one) for one in entries))
    assert finding.met is met
    assert finding.detail.startswith(detail)


def test_hours_in_several_areas_are_said_to_count_once() -> None:
    finding = find(MENTOR, entry("30", "iecmh"), entry("15", "giving", "dei"), entry("3"))
    assert finding.value == "48"
    assert finding.detail.endswith("together: each hour counts in one of them.")


def test_more_hours_under_a_condition_bind_until_it_is_denied() -> None:
    clause = {"kind": "training", "hours": "30", "extras": [EXTRA]}
    plain = find(clause, entry("30"))
    assert (plain.met, plain.minimum, plain.detail) == (
        False,
        "45",
        "0 of 15 hours in giving reflective supervision.",
    )
    assert find(clause, entry("30"), denied=frozenset(["gives_supervision"])).met
    assert not find(clause, entry("30"), denied=frozenset(["another_question"])).met
    assert find(clause, entry("30"), entry("15", "giving")).met
    assert not find(clause, entry("45")).met
    assert plain.sentence == (
        "At least 30 hours of specialized training, and 15 more in giving reflective supervision if you give "
        "reflective supervision"
    )


@pytest.mark.parametrize(
    ("designation", "needed"), [("clinical", "45"), ("Policy", "30"), ("", "45"), (" CLINICAL", "45")]
)
def test_more_hours_for_one_designation(designation: str, needed: str) -> None:
    extra = {"hours": "15", "condition": "you apply as clinical", "designation": "Clinical"}
    finding = find({"kind": "training", "hours": "30", "extras": [extra]}, designation=designation)
    assert finding.minimum == needed


def test_more_hours_in_an_area_that_has_a_part_add_to_it() -> None:
    clause = {"kind": "training", "hours": "30", "quotas": [GIVING], "extras": [EXTRA]}
    assert find(clause, entry("15"), entry("29.5", "giving")).detail.startswith("29.5 of 30 hours in giving")
    assert find(clause, entry("15"), entry("30", "giving")).met


@pytest.mark.parametrize(
    ("day", "met"), [(date(2021, 2, 28), False), (date(2021, 3, 1), True), (None, False)]
)
def test_hours_of_the_last_five_years(day: date | None, met: bool) -> None:
    clause = {"kind": "training", "hours": "6", "within_years": 5}
    finding = find(clause, entry("6", day=day))
    assert finding.met is met
    assert finding.sentence.endswith("in the 5 years before you submit")
    if not met:
        assert "older than 5 years" in finding.detail


def test_the_years_end_when_it_was_submitted_however_long_reading_takes() -> None:
    clause = {"kind": "training", "hours": "6", "within_years": 5}
    assert find(clause, entry("6", day=date(2020, 6, 1)), submitted_on=date(2025, 6, 1), submitted=True).met


def test_only_what_is_marked_as_the_topic() -> None:
    clause = {"kind": "training", "hours": "6", "topic": "in infant mental health (0–3)", "marked": True}
    assert not find(clause, entry("6")).met
    assert find(clause, entry("6", "Infant mental health (0–3)")).met
    (offered,) = parse([{"id": "it", **clause}])[0].offers("areas")
    assert offered.label == "infant mental health (0–3)"


@pytest.mark.parametrize("area", ["infant mental helth", "Infant mental health"])
def test_what_was_marked_before_a_typo_was_corrected_counts(area: str) -> None:
    before = {"kind": "training", "hours": "6", "topic": "in infant mental helth", "marked": True}
    (clause,) = keeping_keys(
        [before | {"id": "it", "topic": "in infant mental health"}], [before | {"id": "it"}]
    )
    assert find(clause, entry("6", area)).met
    (offered,) = parse([clause])[0].offers("areas")
    assert (offered.value, offered.label) == ("infant mental helth", "infant mental health")
    assert not find(clause, entry("6", "trauma")).met


def test_what_became_of_each_entry() -> None:
    clause = {**MENTOR, "within_years": 5}
    found = assessed(
        clause,
        entry("20", "iecmh", "dei", key="a"),
        entry("30", "giving", "iecmh", key="b"),
        entry(None, "dei", key="c"),
        entry("4", "dei", day=date(2020, 1, 1), key="d"),
        entry("4", "dei", day=date(2027, 1, 1), key="e"),
    ).by_entry
    words = {key: (account.counted, account.uses[0].words) for key, account in found.items()}
    assert words["c"] == (False, "It has no hours.")
    assert words["d"] == (False, "It is older than 5 years, or has no date.")
    assert words["e"] == (False, "Its date is still to come.")
    assert words["a"][0]
    assert words["b"][0]
    assert "30 hours, of which" in words["b"][1]


def test_an_entry_that_no_requirement_asks_for_says_so() -> None:
    (account,) = assessed(MENTOR, Entry("license", id="x")).entries
    assert (account.counted, account.why_not) == (False, "No requirement of this credential asks for it.")
