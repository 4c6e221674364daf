"""Reflective supervision: by whom, of which kind, how long ago, beside which work."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Entry, Evidence, Standing
from endorsement_plugin.requirements.findings import Assessment, Finding
from tests.endorsement_plugin.requirements.categories import TODAY, job

YEAR = {"started_on": date(2024, 1, 1), "ended_on": date(2024, 12, 31)}
CLAUSE = {"kind": "supervision", "hours": "24", "min_months": 12, "max_months": 24}
CONNECTICUT = [
    {"category": "IFRS", "label": "Infant Family Reflective Supervisor", "until": "2024-04-30"},
    {"category": "IMHM-C"},
]


def received(hours: str = "24", **more: Any) -> Entry:
    return Entry("supervision", hours=Decimal(hours), **{**YEAR, **more})


def assessed(clause: dict[str, Any], *entries: Entry, **more: Any) -> Assessment:
    return assess(parse([{"id": "it", **CLAUSE, **clause}]), Evidence(entries=entries, **more), TODAY)


def find(clause: dict[str, Any], *entries: Entry, **more: Any) -> Finding:
    (finding,) = assessed(clause, *entries, **more).findings
    return finding


def test_the_sentence_says_every_rule() -> None:
    clause = {
        **CLAUSE,
        "hours": "50",
        "giving": "25",
        "individual": "10",
        "group": "25",
        "givers": [*CONNECTICUT, {"category": "vetted", "until": "2025-12-31"}],
        "within_years": 5,
        "while_working": True,
        "context": "while working with infants and families",
    }
    assert find(clause).sentence == (
        "50 hours of reflective supervision within a period of 1 to 2 years, at least 10 of them individual, "
        "no more than 25 of them in a group, at least 25 of them about supervision that you give, given by "
        "Infant Family Reflective Supervisor (until 30 April 2024), IMHM-C, or somebody vetted by the "
        "association (until 31 December 2025), in the 5 years before you submit, while working with infants "
        "and families"
    )


def test_a_half_hour_a_year_later_is_told_why_it_stretches_nothing() -> None:
    half = received("23.5", ended_on=date(2024, 6, 30))
    late = received("0.5", started_on=date(2025, 5, 1), ended_on=date(2025, 5, 1))
    finding = find({}, half, late)
    assert not finding.met
    assert finding.detail.endswith(
        "Both ends of the period carry weight: its first and its last quarter hold at least 3 hours each. "
        "Here one of them holds 0.5."
    )


@pytest.mark.parametrize(("outside", "words"), [("1", "1 hour outside"), ("1.5", "1.5 hours outside")])
def test_what_lies_outside_the_period_is_said_in_a_sentence(outside: str, words: str) -> None:
    late = received(outside, started_on=date(2026, 1, 1), ended_on=date(2026, 1, 1))
    detail = find({"min_months": 0, "max_months": 12}, received(), late).detail
    verb = "does" if outside == "1" else "do"
    assert f"{words} this period {verb} not count." in detail


@pytest.mark.parametrize(("said", "met"), [("IMHM-C", True), ("imhm-c ", True), ("IMHS", False), ("", False)])
def test_what_an_applicant_says_counts_until_they_submit(said: str, met: bool) -> None:
    entry = received(giver_category=said)
    assert find({"givers": CONNECTICUT}, entry).met is met
    assert not find({"givers": CONNECTICUT}, entry, submitted=True).met


def test_a_category_that_is_accepted_until_a_day_counts_until_that_day() -> None:
    finding = find({"givers": CONNECTICUT}, received("24", giver_category="IFRS"))
    assert (finding.value, finding.met) == ("7.93", False)  # 121 of 366 days
    assert find(
        {"givers": CONNECTICUT, "hours": "7.93", "min_months": 0}, received(giver_category="IFRS")
    ).met


@pytest.mark.parametrize(
    ("since", "until", "value"),
    [
        (date(2023, 5, 1), None, "24"),
        (date(2024, 7, 1), None, "12.06"),
        (None, date(2023, 12, 31), "0"),
        (date(2025, 1, 1), None, "0"),
    ],
)
def test_the_giver_is_taken_for_what_they_were_at_that_time(since: Any, until: Any, value: str) -> None:
    entry = received(standings=(Standing("IMHM-C", since, until),))
    assert find({"givers": CONNECTICUT}, entry, submitted=True).value == value


def test_vetted_givers_until_a_day() -> None:
    clause = {"givers": [{"category": "vetted", "until": "2024-12-31"}, {"category": "IMHM-C"}]}
    vetted = received(standings=(Standing("vetted"),))
    assert find(clause, vetted, submitted=True).met
    later = received(
        started_on=date(2025, 1, 1), ended_on=date(2025, 12, 31), standings=(Standing("vetted"),)
    )
    assert not find(clause, later, submitted=True).met


def test_anybody_before_the_rule_began() -> None:
    """Michigan: from an endorsed giver only for hours after 30 September 2010."""
    clause = {"givers": [{"category": "anyone", "until": "2010-09-30"}, {"category": "endorsed"}]}
    before = received(started_on=date(2009, 1, 1), ended_on=date(2009, 12, 31))
    assert find(clause, before, submitted=True).met
    assert not find(clause, received(), submitted=True).met
    assert find(clause, received(standings=(Standing("IFS"),)), submitted=True).met
    assert not find(clause, received(standings=(Standing("vetted"),)), submitted=True).met


def test_individual_group_and_peer() -> None:
    alone = received("10", setting="individual")
    group = received("14", setting="group")
    assert find({"individual": "10", "group": "14"}, alone, group).met
    short = find({"individual": "12", "group": "13"}, alone, group)
    assert (short.met, short.value) == (False, "23")
    assert "10 of 12 hours individual." in short.detail
    assert "Of 14 hours in a group 13 count." in short.detail
    peer = find({}, received(setting="peer"))
    assert (peer.met, peer.detail) == (False, "Not counted: 1 entry. Peer supervision does not count.")


def test_hours_about_supervision_given() -> None:
    clause = {"hours": "50", "giving": "25"}
    assert find(clause, received("50", hours_on_giving=Decimal(25))).met
    finding = find(clause, received("50", hours_on_giving=Decimal("24.5")))
    assert (finding.met, finding.detail.endswith("24.5 of 25 hours about supervision that you give.")) == (
        False,
        True,
    )


def test_hours_expire_or_do_not() -> None:
    old = received(started_on=date(2018, 1, 1), ended_on=date(2018, 12, 31))
    assert find({}, old).met
    finding = find({"within_years": 5}, old)
    assert (finding.met, finding.detail) == (False, "Not counted: 1 entry. It is too old.")
    on_the_edge = received(started_on=date(2020, 9, 1), ended_on=date(2021, 8, 31))
    assert find({"within_years": 5, "min_months": 0}, on_the_edge).value == "12.09"


def test_while_working_in_the_field() -> None:
    clause = {
        "while_working": True,
        "fields": [{"value": "imh", "label": "Infant mental health"}],
    }
    bar = Entry("work", started_on=date(2023, 1, 1), field="bars")
    assert not find(clause, received(), bar).met
    assert find(clause, received(), Entry("work", started_on=date(2024, 1, 1), field="imh")).met
    half = Entry("work", started_on=date(2024, 7, 1), field="Infant mental health")
    assert find(clause, received(), bar, half).value == "12.06"
    assert find({"while_working": True}, received(), job(date(2024, 1, 1), None)).met


def test_what_became_of_each_entry() -> None:
    clause = {"givers": [{"category": "IMHM-C"}]}
    found = assessed(
        clause,
        received("30", id="a", giver_category="IMHM-C"),
        received("5", id="b", giver_category="IMHM"),
        received("5", id="c"),
        received("5", id="d", setting="peer"),
        received(
            "5", id="e", started_on=date(2015, 1, 1), ended_on=date(2015, 2, 1), giver_category="IMHM-C"
        ),
        Entry("supervision", id="f", hours=Decimal(3)),
    ).by_entry
    assert {key: (account.counted, account.uses[0].words) for key, account in found.items()} == {
        "a": (True, "30 hours."),
        "b": (False, "Its giver was none of those who are accepted, at that time."),
        "c": (False, "It does not say how its giver was endorsed."),
        "d": (False, "Peer supervision does not count."),
        "e": (False, "It lies outside the period that is counted."),
        "f": (False, "It has no first day."),
    }
    after = assessed(clause, received("30", id="a", giver_category="IMHM-C"), submitted=True).by_entry["a"]
    assert after.why_not == "What its giver was at that time has not been confirmed."
