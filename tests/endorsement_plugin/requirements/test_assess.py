"""What each finding says: value, minimum, and what counted."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.findings import Finding
from tests.endorsement_plugin.requirements.categories import TODAY, degree, job, supervision, training


def find(clause: dict[str, Any], *entries: Entry, **more: Any) -> Finding:
    (finding,) = assess(parse([{"id": "it", **clause}]), Evidence(entries=entries, **more), TODAY).findings
    return finding


def test_training_shows_how_far_it_has_come() -> None:
    finding = find({"kind": "training", "hours": "30"}, training("12"), training("6"))
    assert (finding.value, finding.minimum, finding.unit, finding.ratio) == (
        "18",
        "30",
        "hours",
        ("18", "30"),
    )
    assert not finding.met


def test_a_full_bar_does_not_run_over() -> None:
    finding = find({"kind": "training", "hours": "30"}, training("41.5"))
    assert (finding.value, finding.ratio, finding.met) == ("41.5", ("30", "30"), True)


QUOTAS = {
    "kind": "training",
    "hours": "48",
    "quotas": [
        {"area": "giving", "label": "giving reflective supervision", "hours": "15"},
        {"area": "dei", "label": "diversity and inclusion", "hours": "3"},
    ],
}


def test_parts_inside_a_total() -> None:
    finding = find(QUOTAS, training("30"), training("15", "giving"), training("3", "dei"))
    assert (finding.met, finding.detail) == (True, "")


def test_a_part_that_is_short_is_named_even_when_the_total_is_there() -> None:
    finding = find(QUOTAS, training("40"), training("14.5", "giving"), training("3", "dei"))
    assert finding.value == "57.5"
    assert not finding.met
    assert finding.detail == "14.5 of 15 hours in giving reflective supervision."


def test_parts_do_not_add_to_the_total() -> None:
    assert not find(QUOTAS, training("29"), training("15", "giving"), training("3", "dei")).met


@pytest.mark.parametrize(("last", "value"), [(date(2024, 12, 29), "1.9"), (date(2024, 12, 30), "2")])
def test_a_year_that_is_not_full_is_never_shown_as_one(last: date, value: str) -> None:
    assert find({"kind": "work", "years": "2"}, job(date(2023, 1, 1), last)).value == value


def test_what_is_planned_or_has_no_hours_does_not_count_and_says_so() -> None:
    planned = Entry("training", started_on=date(2026, 3, 2), ended_on=date(2026, 3, 2), hours=Decimal(9))
    finding = find({"kind": "training", "hours": "30"}, planned, Entry("training"), training("1"))
    assert finding.value == "1"
    assert finding.detail == (
        "Not counted: 1 entry without hours. Not counted yet: 1 entry with a date to come."
    )


def test_overlapping_jobs_count_once() -> None:
    jobs = (
        job(date(2023, 1, 1), date(2023, 12, 31)),
        job(date(2023, 7, 1), date(2024, 6, 30)),
        job(date(2023, 3, 1), date(2023, 4, 1)),
    )
    finding = find({"kind": "work", "years": "2"}, *jobs)
    assert (finding.value, finding.met) == ("1.4", False)


def test_a_job_that_goes_on_counts_until_today() -> None:
    assert find({"kind": "work", "years": "2"}, job(date(2024, 3, 2), None)).met
    assert not find({"kind": "work", "years": "2"}, job(date(2024, 3, 3), None)).met


def test_a_leap_day_neither_helps_nor_hurts() -> None:
    assert find({"kind": "work", "years": "1"}, job(date(2023, 1, 1), date(2023, 12, 31))).met
    assert find({"kind": "work", "years": "1"}, job(date(2024, 1, 1), date(2024, 12, 30))).met


def test_work_after_a_degree_starts_on_the_earliest_of_them() -> None:
    clause = {"kind": "work", "years": "2", "after": ["master", "doctorate"]}
    degrees = (degree("doctorate", date(2022, 1, 1)), degree("master", date(2020, 1, 1)))
    finding = find(clause, job(date(2015, 1, 1), date(2021, 12, 31)), *degrees)
    assert (finding.value, finding.met) == ("2", True)
    assert finding.detail == "Counted from 1 January 2020, the date of the degree."


def test_work_after_a_degree_without_a_date_asks_for_the_date() -> None:
    clause = {"kind": "work", "years": "2", "after": ["master"]}
    undated = Entry("education", degree="master")
    finding = find(clause, job(date(2015, 1, 1), None), undated)
    assert (finding.value, finding.met) == ("0", False)
    assert finding.detail == "Enter the date of a master's degree first."


def test_the_best_period_is_found_not_the_first() -> None:
    clause = {"kind": "supervision", "hours": "50", "min_months": 12, "max_months": 24}
    early = supervision("20", date(2018, 1, 1), date(2018, 12, 31))
    good = (
        supervision("30", date(2023, 3, 1), date(2023, 12, 31)),
        supervision("20", date(2024, 6, 1), date(2025, 2, 28)),
    )
    finding = find(clause, early, *good)
    assert (finding.value, finding.met) == ("50", True)
    assert finding.detail == (
        "Counted from 1 March 2023 to 28 February 2025. 20 hours outside this period do not count."
    )


def test_a_period_that_is_too_short_says_so() -> None:
    clause = {"kind": "supervision", "hours": "24", "min_months": 12, "max_months": 24}
    finding = find(clause, supervision("30", date(2025, 1, 1), date(2025, 3, 31)))
    assert (finding.value, finding.met) == ("30", False)
    assert finding.detail.endswith("The hours must be spread over at least 1 year.")


def test_an_entry_over_the_edge_counts_in_proportion() -> None:
    clause = {"kind": "supervision", "hours": "24", "min_months": 0, "max_months": 12}
    finding = find(clause, supervision("20", date(2023, 1, 1), date(2024, 12, 31)))
    assert finding.value == "10.01"  # 366 of 731 days


def test_higher_degrees_count_only_where_the_editor_says_so() -> None:
    clause = {"kind": "education", "degrees": ["associate"]}
    assert not find(clause, degree("bachelor")).met
    assert find({**clause, "or_higher": True}, degree("bachelor")).met
    assert not find({**clause, "or_higher": True}, degree("cda")).met


def test_a_degree_to_come_is_no_degree() -> None:
    finding = find({"kind": "education", "degrees": ["master"]}, degree("master", date(2026, 3, 2)))
    assert (finding.met, finding.detail) == (False, "No degree entered so far is one of these.")


def test_each_area_needs_an_entry() -> None:
    areas = [{"value": "theory", "label": "Theory"}, {"value": "law", "label": "Law and policy"}]
    finding = find({"kind": "portfolio", "areas": areas}, training("1", "THEORY "))
    assert (finding.value, finding.minimum, finding.met) == ("1", "2", False)
    assert finding.detail == "Nothing entered yet for Law and policy."
    assert find({"kind": "portfolio", "areas": areas}, training("1", "Theory"), training("1", "law")).met


def test_a_portfolio_without_areas_needs_a_training() -> None:
    bare = {"kind": "portfolio", "subject": "the required competency areas"}
    assert find(bare, training("1")).sentence == "A portfolio with at least one training", "and says no more"
    assert find({"kind": "portfolio"}, training("1")).met
    assert not find({"kind": "portfolio"}, job(date(2020, 1, 1), None)).met


@pytest.mark.parametrize(
    ("statement", "signed", "met"),
    [("", {"ethics"}, True), ("", set(), False), ("ethics", {"other"}, False), ("ethics", {"ethics"}, True)],
)
def test_statements(statement: str, signed: set[str], met: bool) -> None:
    clause = {"kind": "attestation", "title": "the Code of Ethics", "statement": statement}
    assert find(clause, signed=frozenset(signed)).met is met


def test_transcripts() -> None:
    finding = find({"kind": "transcripts", "count": 2}, transcripts_accepted=1)
    assert (finding.value, finding.minimum, finding.phase, finding.met) == ("1", "2", "review", False)


def test_one_of_several_ways_explains_the_others_until_it_is_met() -> None:
    clause = {
        "kind": "any_of",
        "clauses": [
            {"id": "a", "kind": "education", "degrees": ["cda"]},
            {"id": "b", "kind": "work", "years": "2"},
        ],
    }
    finding = find(clause, job(date(2025, 3, 1), None))
    assert not finding.met
    assert finding.detail == (
        "A Child Development Associate (CDA) credential: No degree has been entered yet. "
        "2 or more years of work experience: 1 of 2 years."
    )
    assert find(clause, degree("cda")).detail == "A Child Development Associate (CDA) credential: met."
    assert find(clause, degree("cda")).met


def test_a_group_is_due_when_its_latest_way_is() -> None:
    clause = {
        "kind": "any_of",
        "clauses": [{"id": "a", "kind": "exam"}, {"id": "b", "kind": "work", "years": "9"}],
    }
    assert find(clause).phase == "exam"


def test_a_group_of_other_peoples_ways_is_no_finding() -> None:
    clauses = parse(
        [{"id": "g", "kind": "any_of", "clauses": [{"id": "a", "kind": "exam", "designation": "Clinical"}]}]
    )
    assert assess(clauses, Evidence(designation="policy"), TODAY).findings == ()


def test_an_unknown_kind_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        parse([{"id": "x", "kind": "astrology"}])
