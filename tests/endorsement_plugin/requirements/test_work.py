"""What counts as work: which work, how much of each day, since when, and who supervised it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Entry, Evidence, Standing
from endorsement_plugin.requirements.findings import Finding

TODAY = date(2026, 3, 1)
TWO_YEARS = (date(2022, 1, 1), date(2023, 12, 31))
IMH = {"value": "imh", "label": "Infant mental health"}


def work(start: date, end: date | None = None, **more: Any) -> Entry:
    return Entry("work", id=f"{start}", started_on=start, ended_on=end, **more)


def find(demands: dict[str, Any], *entries: Entry, submitted: bool = False) -> Finding:
    clauses = parse([{"id": "w", "kind": "work", "years": "2", **demands}])
    evidence = Evidence(entries=entries, submitted=submitted)
    (finding,) = assess(clauses, evidence, TODAY).findings
    return finding


def why_not(demands: dict[str, Any], entry: Entry, *others: Entry) -> str:
    clauses = parse([{"id": "w", "kind": "work", "years": "2", **demands}])
    return assess(clauses, Evidence(entries=(entry, *others)), TODAY).by_entry[entry.id].why_not


@pytest.mark.parametrize(
    ("jobs", "met", "value"),
    [
        ([work(*TWO_YEARS)], True, "2"),
        ([work(*TWO_YEARS, hours_per_week=Decimal("35"))], True, "2"),
        ([work(*TWO_YEARS, hours_per_week=Decimal("60"))], True, "2"),
        ([work(*TWO_YEARS, hours_per_week=Decimal("34.99"))], False, "1.9"),
        ([work(*TWO_YEARS, hours_per_week=Decimal("17.5"))], False, "1"),
        ([work(date(2020, 1, 1), date(2023, 12, 31), hours_per_week=Decimal("17.5"))], True, "2"),
        # Two half-time jobs at once make a full day; a third adds nothing to it.
        ([work(*TWO_YEARS, hours_per_week=Decimal("17.5"))] * 2, True, "2"),
        ([work(*TWO_YEARS, hours_per_week=Decimal("17.5"))] * 3, True, "2"),
        ([work(*TWO_YEARS), work(*TWO_YEARS)], True, "2"),
        ([work(date(2023, 1, 1), date(2023, 12, 31))] * 2, False, "1"),
        # A full-time year, and half of the next year beside it.
        (
            [work(date(2023, 1, 1), date(2023, 12, 31)), work(*TWO_YEARS, hours_per_week=Decimal("17.5"))],
            False,
            "1.5",
        ),
    ],
)
def test_part_time_counts_in_proportion_up_to_a_whole_day(jobs: list[Entry], met: bool, value: str) -> None:
    finding = find({"full_time": "35"}, *jobs)
    assert (finding.met, finding.value) == (met, value)


def test_part_time_counts_whole_where_nothing_else_is_said() -> None:
    assert find({}, work(*TWO_YEARS, hours_per_week=Decimal("2"))).met


def test_five_years_as_a_bartender_are_no_years_in_the_infant_field() -> None:
    five = (date(2019, 1, 1), date(2023, 12, 31))
    bar = work(*five, title="Bartender", field="")
    demands = {"fields": [IMH], "field": "infant field"}
    assert not find(demands, bar).met
    assert find(demands, bar).value == "0"
    assert find(demands, work(*five, field="imh")).met
    assert find(demands, work(*five, field=" Infant Mental Health ")).met
    assert not find(demands, work(*five, field="school")).met
    assert why_not(demands, bar) == "Its field is not Infant mental health."
    assert "1 position that is not as asked for" in find(demands, bar).detail


@pytest.mark.parametrize(
    ("demands", "just", "miss"),
    [
        ({"ages": ["0-3", "pregnancy"]}, {"ages": ("6+", "0-3")}, {"ages": ("3-6",)}),
        ({"bases": ["paid", "volunteer"]}, {"basis": "volunteer"}, {"basis": "internship"}),
        ({"bases": ["paid"]}, {"basis": "paid"}, {"basis": ""}),
        ({"families": 10}, {"families": 10}, {"families": 9}),
        ({"families": 10}, {"families": 10}, {"families": None}),
        ({"givers": [{"category": "IMHM"}]}, {"giver_category": "imhm"}, {"giver_category": "IFS"}),
        ({"givers": [{"category": "vetted"}]}, {"standings": (Standing("vetted"),)}, {}),
        (
            {"givers": [{"category": "endorsed"}]},
            {"standings": (Standing("IFS"),)},
            {"standings": (Standing("vetted"),)},
        ),
        ({"fields": [IMH], "ages": ["0-3"]}, {"field": "imh", "ages": ("0-3",)}, {"field": "imh"}),
    ],
)
def test_each_condition_is_just_met_and_just_missed(
    demands: dict[str, Any], just: dict[str, Any], miss: dict[str, Any]
) -> None:
    assert find(demands, work(*TWO_YEARS, **just)).met
    assert not find(demands, work(*TWO_YEARS, **miss)).met
    day_less = work(TWO_YEARS[0], date(2023, 12, 30), **just)
    assert not find(demands, day_less).met


def test_families_add_up_over_the_work_that_counts() -> None:
    first, second = (
        work(date(2022, 1, 1), date(2022, 12, 31), families=4),
        work(date(2023, 1, 1), TODAY, families=6),
    )
    assert find({"families": 10}, first, second).met
    assert (
        "4 of 10 families served (added up job by job)."
        in find({"families": 10}, first, work(date(2023, 1, 1), TODAY)).detail
    )


def test_what_is_said_of_a_supervisor_counts_until_submitting() -> None:
    said = work(*TWO_YEARS, giver_category="IMHM")
    known = work(*TWO_YEARS, standings=(Standing("IMHM", date(2021, 1, 1)),))
    late = work(*TWO_YEARS, standings=(Standing("IMHM", date(2022, 1, 2)),))
    demands = {"givers": [{"category": "IMHM"}]}
    assert find(demands, said).met
    assert not find(demands, said, submitted=True).met
    assert find(demands, known, submitted=True).met
    assert not find(demands, late, submitted=True).met
    assert why_not(demands, work(*TWO_YEARS)) == "It was not supervised by IMHM, as far as we know."


@pytest.mark.parametrize(
    ("or_higher", "degrees", "met"),
    [
        (True, [("doctorate", date(2021, 12, 31))], True),
        (False, [("doctorate", date(2021, 12, 31))], False),
        (True, [("doctorate", date(2025, 1, 1)), ("master", date(2021, 12, 31))], True),
        (True, [("medical", date(2022, 1, 1))], True),
        (True, [("medical", date(2022, 1, 2))], False),
        (True, [("bachelor", date(2015, 1, 1))], False),
    ],
)
def test_work_after_a_degree_counts_from_the_earliest_of_these_or_higher(
    or_higher: bool, degrees: list[tuple[str, date]], met: bool
) -> None:
    held = [Entry("education", degree=name, ended_on=day) for name, day in degrees]
    demands = {"after": ["master"], "or_higher": or_higher}
    assert find(demands, work(*TWO_YEARS), *held).met is met


def test_why_work_does_not_count() -> None:
    master = Entry("education", degree="master", ended_on=date(2020, 1, 1))
    before = work(date(2018, 1, 1), date(2019, 12, 31))
    after = {"after": ["master"]}
    assert "is not entered yet" in why_not(after, before)
    assert why_not(after, before, master) == "It was before the degree."
    assert why_not(after, work(date(2027, 1, 1)), master) == "It is still to come."
    assert why_not({}, Entry("work", id="x")) == "It has no first day."
    assert "only paid work counts" in why_not({"bases": ["paid"]}, work(*TWO_YEARS))


def test_the_sentence_says_every_number() -> None:
    finding = find(
        {
            "full_time": "35",
            "after": ["master"],
            "or_higher": True,
            "fields": [IMH],
            "families": 10,
            "ages": ["0-3"],
            "bases": ["paid", "internship"],
            "givers": [{"category": "IMHM", "label": "a Mentor"}],
        }
    )
    assert finding.sentence == (
        "2 or more years of full-time work experience in Infant mental health, after a master's degree or a "
        "higher one, with ages birth up to 3 years, with at least 10 families served (added up job by job), "
        "paid or as an internship, supervised by a Mentor"
    )


jobs = st.builds(
    Entry,
    kind=st.just("work"),
    started_on=st.one_of(st.none(), st.dates(date(2018, 1, 1), date(2027, 1, 1))),
    ended_on=st.one_of(st.none(), st.dates(date(2018, 1, 1), date(2027, 1, 1))),
    hours_per_week=st.one_of(st.none(), st.decimals(-5, 60, places=2)),
    field=st.sampled_from(["", "imh", "other"]),
    ages=st.lists(st.sampled_from(["0-3", "6+"]), max_size=2).map(tuple),
    families=st.one_of(st.none(), st.integers(0, 20)),
    basis=st.sampled_from(["", "paid", "volunteer"]),
    giver_category=st.sampled_from(["", "IMHM"]),
)
demanded = st.fixed_dictionaries(
    {},
    optional={
        "full_time": st.just("35"),
        "fields": st.just([IMH]),
        "ages": st.just(["0-3"]),
        "families": st.just(10),
        "bases": st.just(["paid"]),
        "givers": st.just(
            [{"category": "IMHM", "until": "2023-06-30"}, {"category": "anyone", "since": "2024-01-01"}]
        ),
    },
)


@given(demanded, st.lists(jobs, max_size=6), jobs)
@settings(deadline=None, max_examples=150)
def test_one_more_position_never_unmeets_and_order_is_irrelevant(
    demands: dict[str, Any], entries: list[Entry], another: Entry
) -> None:
    before = find({**demands, "years": "1"}, *entries)
    after = find({**demands, "years": "1"}, another, *reversed(entries))
    assert after.met or not before.met
    assert Decimal(after.value) >= Decimal(before.value)
    assert find({**demands, "years": "1"}, *reversed(entries)) == before
