"""The next dates of an association's calendar."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement_plugin.rules.windows import (
    YEAR,
    Always,
    Cohort,
    FirstWeekday,
    Fixed,
    Monthly,
    Window,
    dump,
    exists,
    faults,
    ordinal,
    read,
    said,
    upcoming,
)

TODAY = date(2026, 11, 30)
QUARTERS = Fixed(((1, 15), (4, 15), (7, 15), (10, 15)))
FIRST_FRIDAY = FirstWeekday(4, tuple(range(1, 11)))
COHORT = Cohort((date(2027, 3, 1), date(2026, 9, 1), date(2027, 8, 31)), 6)


@pytest.mark.parametrize(
    ("window", "days", "sentence"),
    [
        (Always(), [], "on any day of the year"),
        (Monthly(15), ["2026-12-15", "2027-01-15", "2027-02-15"], "by the 15th of each month."),
        (Monthly(31), ["2026-11-30", "2026-12-31", "2027-01-31"], "by the last day of each month."),
        (Monthly(30, (2,)), ["2027-02-28", "2028-02-29", "2029-02-28"], "by the last day of February."),
        (Monthly(30, (2, 5)), ["2027-02-28", "2027-05-30", "2028-02-29"], "the 30th of February or May."),
        (Monthly(1, (2, 5)), ["2027-02-01", "2027-05-01", "2028-02-01"], "1st of February or May."),
        (
            QUARTERS,
            ["2027-01-15", "2027-04-15", "2027-07-15"],
            "15 April, 15 July, or 15 October",
        ),
        (Fixed(((2, 29),)), ["2027-02-28", "2028-02-29", "2029-02-28"], "29 February"),
        (
            FIRST_FRIDAY,
            ["2027-01-01", "2027-02-05", "2027-03-05"],
            "first Friday of each month from January to October",
        ),
        (COHORT, ["2027-03-01", "2027-08-31"], "6 months from its start"),
    ],
)
def test_the_next_dates_and_the_rule_in_words(window: Window, days: list[str], sentence: str):
    assert [day.isoformat() for day in upcoming(window, TODAY)] == days
    assert sentence in window.sentence


def test_the_day_itself_still_counts_and_the_one_after_does_not():
    assert upcoming(Monthly(30), TODAY, 1) == (TODAY,)
    assert upcoming(Monthly(30), TODAY + timedelta(days=1), 1) == (date(2026, 12, 30),)


def test_a_group_ends_on_the_same_day_or_the_last_one_of_its_month():
    assert COHORT.ends(date(2027, 3, 1)) == date(2027, 9, 1)
    assert COHORT.ends(date(2027, 8, 31)) == date(2028, 2, 29)
    assert Cohort((), 12).ends(date(9999, 6, 1)) is None


MONTHS = st.sets(st.integers(1, 12), min_size=1).map(lambda months: tuple(sorted(months)))
WINDOWS = st.one_of(
    st.builds(Monthly, st.integers(1, 31), MONTHS),
    st.builds(FirstWeekday, st.integers(0, 6), MONTHS),
    st.builds(Fixed, st.lists(st.tuples(st.integers(1, 12), st.integers(1, 28)), max_size=5).map(tuple)),
    st.builds(Cohort, st.lists(st.dates(), max_size=5).map(tuple), st.integers(1, 60)),
)


@given(WINDOWS, st.dates())
def test_dates_rise_from_today_on_and_follow_the_rule(window: Window, today: date):
    days = upcoming(window, today)
    assert list(days) == sorted(set(days))
    assert all(day >= today for day in days)
    assert window.sentence.endswith(".")
    assert all(day in window.days_in(day.year, day.month) for day in days)


@given(WINDOWS, st.dates(max_value=date(9990, 1, 1)))
def test_nothing_is_left_out(window: Window, today: date):
    """Whatever day of the calendar lies between today and the last one shown is shown."""
    days = upcoming(window, today)
    if isinstance(window, Cohort) or not days:
        return
    months = (days[-1].year - today.year) * 12 + days[-1].month - today.month
    between = [
        day
        for ahead in range(months + 1)
        for month in [divmod(today.year * 12 + today.month - 1 + ahead, 12)]
        for day in window.days_in(month[0], month[1] + 1)
        if today <= day <= days[-1]
    ]
    assert between == list(days)
    assert len(days) == 3


@given(st.integers(1, 12), st.integers(-1, 40))
def test_a_day_exists_if_a_leap_year_has_it(month: int, day: int):
    def is_there() -> bool:
        try:
            return bool(date(2000, month, day))
        except ValueError:
            return False

    assert exists(month, day) is is_there()


def test_ordinals():
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd"]
    )


def test_no_months_named_are_all_months():
    assert Monthly(5, YEAR).sentence == Monthly(5).sentence


@pytest.mark.parametrize(
    "window", [Always(), Monthly(31, (2, 5)), FIRST_FRIDAY, QUARTERS, COHORT, Cohort((), 12)]
)
def test_what_is_stored_is_read_as_it_was(window: Window):
    assert read(json.loads(json.dumps(dump(window)))) == window


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"kind": "weekly"},
        {"kind": "fixed"},
        {"kind": "cohort", "starts": ["soon"], "months": 3},
        {"day": 3},
    ],
)
def test_what_cannot_be_read_says_nothing(stored: dict[str, object]):
    assert read(stored) is None
    assert said(stored) == "Not said."


@pytest.mark.parametrize(
    ("window", "part"),
    [
        (Monthly(0), "day"),
        (Monthly(32), "day"),
        (Fixed(()), "days"),
        (Fixed(((4, 31),)), "days"),
        (Cohort((), 0), "months"),
        (Cohort((), 61), "months"),
    ],
)
def test_what_gives_no_day_is_a_fault_and_breaks_nothing(window: Window, part: str):
    assert [name for name, _ in faults(window)] == [part]
    assert len(upcoming(window, TODAY)) <= 3


def test_a_way_that_can_be_has_no_fault():
    for window in (Always(), Monthly(31), FIRST_FRIDAY, QUARTERS, COHORT):
        assert list(faults(window)) == []
