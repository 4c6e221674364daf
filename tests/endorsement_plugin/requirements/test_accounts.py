"""What became of an entry, where a requirement is about something else than hours."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from endorsement_plugin.requirements.accounts import UNCLAIMED
from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Entry, Evidence
from tests.endorsement_plugin.requirements.categories import TODAY, degree, job, training

MASTERS = degree("master", date(2020, 6, 1))
AREAS = [{"value": "theory", "label": "Theory"}]


def counts(clause: dict[str, Any], entry: Entry, *others: Entry) -> dict[str, bool]:
    """By requirement whether the entry counts there."""
    evidence = Evidence(entries=(replace(entry, id="x"), *others))
    found = assess(parse([{"id": "it", **clause}]), evidence, TODAY).by_entry["x"]
    return {use.clause_id: use.counted for use in found.uses}


@pytest.mark.parametrize(
    ("clause", "entry", "counted"),
    [
        ({"kind": "education", "degrees": ["master"]}, MASTERS, True),
        ({"kind": "education", "degrees": ["master"]}, degree("bachelor"), False),
        ({"kind": "education", "degrees": ["master"]}, degree("master", date(2027, 1, 1)), False),
        ({"kind": "work", "years": "2"}, job(date(2021, 1, 1), date(2022, 12, 31)), True),
        ({"kind": "work", "years": "2", "after": ["master"]}, job(date(2021, 1, 1), None), True),
        (
            {"kind": "work", "years": "2", "after": ["master"]},
            job(date(2015, 1, 1), date(2019, 1, 1)),
            False,
        ),
        ({"kind": "portfolio", "areas": AREAS}, training("1", "theory"), True),
        ({"kind": "portfolio", "areas": AREAS}, training("1"), False),
        ({"kind": "license"}, Entry("license", "RN", ended_on=date(2027, 1, 1)), True),
        ({"kind": "license"}, Entry("license", "RN", ended_on=date(2025, 1, 1)), False),
    ],
)
def test_it_counts_or_says_why_not(clause: dict[str, Any], entry: Entry, counted: bool) -> None:
    others = () if entry.kind == "education" else (MASTERS,)
    assert counts(clause, entry, *others) == {"it": counted}


def test_a_second_entry_in_an_area_counts_as_the_first_does() -> None:
    assert counts({"kind": "portfolio", "areas": AREAS}, training("1", "theory"), training("2", "theory"))[
        "it"
    ]


def test_so_does_a_training_in_an_area_that_a_degree_is_about() -> None:
    about = replace(MASTERS, areas=("theory",))
    assert counts({"kind": "portfolio", "areas": AREAS}, training("1", "theory"), about) == {"it": True}


def test_a_training_that_is_still_to_come_says_so() -> None:
    planned = replace(training("1", "theory"), id="x", ended_on=date(2027, 1, 1))
    clauses = parse([{"id": "it", "kind": "portfolio", "areas": AREAS}])
    account = assess(clauses, Evidence((planned,)), TODAY).by_entry["x"]
    assert account.why_not == "Its date is still to come."


def test_an_entry_of_another_kind_counts_where_it_adds_something() -> None:
    clause = {"kind": "portfolio", "areas": AREAS}
    tagged = replace(job(date(2021, 1, 1), None), areas=("theory",))
    assert counts(clause, tagged) == {"it": True}
    assert counts(clause, job(date(2021, 1, 1), None)) == {}


def test_each_way_of_a_group_says_its_own() -> None:
    ways = [
        {"id": "a", "kind": "education", "degrees": ["cda"]},
        {"id": "b", "kind": "work", "years": "2"},
    ]
    clause = {"kind": "any_of", "clauses": ways}
    assert counts(clause, degree("cda")) == {"a": True}
    assert counts(clause, degree("master")) == {"a": False}
    assert counts(clause, job(date(2021, 1, 1), None)) == {"b": True}


def test_requirements_without_entries_claim_none() -> None:
    assert counts({"kind": "exam"}, training("1")) == {}
    evidence = Evidence(entries=(replace(training("1"), id="x"),))
    assert assess(parse([{"id": "it", "kind": "exam"}]), evidence, TODAY).by_entry["x"].why_not == UNCLAIMED


PAID = {
    "id": "a",
    "kind": "work",
    "years": "2",
    "fields": [{"value": "imh", "label": "IMH"}],
    "bases": ["paid"],
}
INTERN = {"id": "b", "kind": "work", "years": "1", "bases": ["internship"]}
IN_THE_FIELD = "2 or more years of work experience in IMH, paid"
AS_INTERN = "1 or more years of work experience, as an internship"
REASONS = [
    ([PAID], "paid", "bar", "Its field is not IMH."),
    ([PAID], "", "imh", "Whether it was paid is not said; only paid work counts."),
    ([INTERN], "paid", "imh", "It is paid work; only an internship counts."),
    (
        [PAID, INTERN],
        "paid",
        "bar",
        f"“{IN_THE_FIELD}”: Its field is not IMH. “{AS_INTERN}”: It is paid work; only an internship counts.",
    ),
]


@pytest.mark.parametrize(("ways", "basis", "field", "words"), REASONS)
def test_several_reasons_say_what_each_is_about(
    ways: list[dict[str, Any]], basis: str, field: str, words: str
) -> None:
    entry = replace(job(date(2021, 1, 1), None), id="x", basis=basis, field=field)
    clauses = parse([{"id": "it", "kind": "any_of", "clauses": ways}] if len(ways) > 1 else ways)
    assert assess(clauses, Evidence(entries=(entry,)), TODAY).by_entry["x"].why_not == words
