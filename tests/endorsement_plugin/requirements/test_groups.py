"""One of several ways, each with its own numbers, and several things together."""

from datetime import date
from typing import Any

import pytest

from endorsement_plugin.definitions.fields import EvidenceSection
from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import dump, parse
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.sets.contradicting import contradicting, repeated

TODAY = date(2026, 3, 1)
MASTER = {"id": "m", "kind": "education", "degrees": ["master"], "or_higher": True}
LICENSE = {"id": "l", "kind": "license", "licenses": [{"value": "lcsw", "label": "LCSW"}]}
TWO_PAID = {"id": "w", "kind": "work", "years": "2", "bases": ["paid"]}
INTERNSHIP = {
    "id": "i",
    "kind": "work",
    "years": "1",
    "bases": ["internship"],
    "givers": [{"category": "endorsed"}],
}


def group(kind: str, *clauses: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": kind, "kind": kind, "clauses": [*clauses], **more}


MASTER_OR_LICENSE = group("any_of", MASTER, LICENSE)
DYADIC = group("any_of", TWO_PAID, INTERNSHIP)
EITHER_WAY = group("any_of", group("all_of", MASTER, TWO_PAID), LICENSE)
BOTH = group("all_of", MASTER_OR_LICENSE, TWO_PAID, designation="Clinical")


def master(day: date = date(2019, 1, 1), degree: str = "master") -> Entry:
    return Entry("education", degree=degree, ended_on=day)


def lcsw(until: date = TODAY, name: str = "LCSW") -> Entry:
    return Entry("license", title=name, ended_on=until)


def job(basis: str, start: date, end: date, category: str = "") -> Entry:
    return Entry("work", basis=basis, started_on=start, ended_on=end, giver_category=category)


def met(stored: dict[str, Any], *entries: Entry, designation: str = "") -> list[bool]:
    evidence = Evidence(entries=entries, designation=designation)
    return [finding.met for finding in assess(parse([stored]), evidence, TODAY).findings]


TWO = (date(2022, 1, 1), date(2023, 12, 31))
ONE = (date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("demand", "meeting", "missing"),
    [
        (MASTER_OR_LICENSE, [master()], [master(degree="bachelor")]),
        (MASTER_OR_LICENSE, [master(degree="doctorate")], [lcsw(date(2026, 2, 28))]),
        (MASTER_OR_LICENSE, [lcsw()], [lcsw(name="RN")]),
        (DYADIC, [job("paid", *TWO)], [job("paid", date(2022, 1, 2), TWO[1])]),
        (DYADIC, [job("internship", *ONE, "IMHS")], [job("internship", *ONE)]),
        (DYADIC, [job("internship", *ONE, "IMHS")], [job("internship", date(2023, 1, 2), ONE[1], "IMHS")]),
        (
            DYADIC,
            [job("paid", *TWO)],
            [job("paid", *ONE), job("internship", ONE[0], date(2023, 6, 1), "IMHS")],
        ),
        (EITHER_WAY, [master(), job("paid", *TWO)], [master(), job("paid", *ONE)]),
        (EITHER_WAY, [lcsw()], [job("paid", *TWO)]),
    ],
)
def test_each_way_has_its_own_numbers(
    demand: dict[str, Any], meeting: list[Entry], missing: list[Entry]
) -> None:
    assert met(demand, *meeting) == [True]
    assert met(demand, *missing) == [False]


def test_all_of_several_are_findings_of_their_own_with_their_own_meters() -> None:
    clauses = parse([BOTH])
    evidence = Evidence(entries=(master(), job("paid", *ONE)), designation="clinical")
    first, second = assess(clauses, evidence, TODAY).findings
    assert (first.met, second.met, second.value, second.minimum) == (True, False, "1", "2")
    assert second.sentence == "Clinical applicants only: 2 or more years of work experience, paid"
    assert met(BOTH, designation="policy") == []
    assert met(BOTH) == [False, False]


def test_the_sentences_keep_together_what_belongs_together() -> None:
    way, both = (clause.sentence for clause in parse([EITHER_WAY, BOTH]))
    assert way == (
        "A master's degree, or a higher degree, together with 2 or more years of work experience, paid; or a "
        "valid license as LCSW"
    )
    assert both == (
        "Clinical applicants only: either a master's degree, or a higher degree, or a valid license as "
        "LCSW, together with 2 or more years of work experience, paid"
    )


def test_a_group_is_shown_where_any_of_it_is_entered() -> None:
    (finding,) = assess(parse([EITHER_WAY]), Evidence(), TODAY).findings
    assert finding.sections == ("evidence:education", "evidence:work", "evidence:license")
    assert "0 of 2 years" in finding.detail


def test_what_is_nested_reads_back_the_same() -> None:
    for stored in (EITHER_WAY, BOTH, DYADIC):
        assert parse(dump(parse([stored]))) == parse([stored])


@pytest.mark.parametrize(
    ("asked", "fed"),
    [
        ({"evidence:license"}, True),
        ({"evidence:education"}, False),
        ({"evidence:education", "evidence:work"}, True),
        (set(), False),
    ],
)
def test_one_way_that_can_be_entered_whole_feeds_a_group(asked: set[str], fed: bool) -> None:
    (clause,) = parse([EITHER_WAY])
    sections = [EvidenceSection(kind=name.removeprefix("evidence:")) for name in asked]
    assert clause.can_be_fed(sections) is fed


def test_an_education_may_be_a_license_instead() -> None:
    either = {"id": "e", "kind": "education", "degrees": ["master"], "licensed": True}
    named = {**either, "licenses": [{"value": "l", "label": "LCSW"}]}
    assert met(either, lcsw(name="RN")) == met(named, lcsw()) == met(named, master()) == [True]
    assert met(either, lcsw(date(2026, 2, 28))) == met(named, lcsw(name="RN")) == met(named) == [False]
    assert [clause.sentence for clause in parse([either, named])] == [
        "A master's degree or a valid license",
        "A master's degree or a valid license as LCSW",
    ]
    assert parse([named])[0].sources == ("evidence:education", "evidence:license")
    assert [option.label for option in parse([named])[0].offers("license")] == ["LCSW"]


def training(hours: str, **more: Any) -> dict[str, Any]:
    return {"id": hours, "kind": "training", "hours": hours, **more}


def hours_of(hours: str, **more: Any) -> dict[str, Any]:
    return {"id": hours, "kind": "supervision", "hours": hours, **more}


@pytest.mark.parametrize(
    ("clauses", "places"),
    [
        ([training("30"), training("48")], [1]),
        ([training("30", topic="x"), training("48", topic=" X"), training("3", topic="y")], [1]),
        ([training("30"), training("48", designation="Clinical")], []),
        ([training("48", quotas=[{"area": "a", "label": "A", "hours": "15"}]), training("30")], [1]),
        ([hours_of("24"), hours_of("50", min_months=6)], [1]),
        ([hours_of("24"), hours_of("12", givers=[{"category": "IMHM"}])], []),
        ([TWO_PAID, {**TWO_PAID, "id": "x", "years": "3"}], [1]),
        ([TWO_PAID, INTERNSHIP], []),
        ([{"id": "a", "kind": "references", "count": 3}, {"id": "b", "kind": "references", "count": 2}], [1]),
        ([MASTER, {**MASTER, "id": "b", "degrees": ["bachelor"]}], []),
        ([MASTER, {**MASTER, "id": "b"}], [1]),
    ],
)
def test_two_counts_of_one_thing_contradict(clauses: list[dict[str, Any]], places: list[int]) -> None:
    assert list(contradicting(parse(clauses))) == places


def test_the_same_way_twice_is_found_whatever_its_id() -> None:
    assert list(repeated(parse([MASTER, LICENSE, {**MASTER, "id": "again"}, DYADIC, DYADIC]))) == [2, 4]
