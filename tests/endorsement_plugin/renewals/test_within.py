"""Which part of an entry falls into a period."""

from datetime import date
from decimal import Decimal

import pytest

from endorsement_plugin.renewals.rules import Phase, begins_on, phase_in_words, phase_on, within
from endorsement_plugin.requirements.evidence import Entry
from endorsement_plugin.rules.renewals import Cycle

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def entry(kind: str = "training", **fields: object) -> Entry:
    return Entry(kind, hours=Decimal(6), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("day", [FIRST, LAST, date(2026, 5, 1)])
def test_a_training_of_one_day_counts_whole_on_the_first_day_and_on_the_last(day):
    one = entry(started_on=day)
    assert within(one, FIRST, LAST) == one


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_a_training_the_day_before_or_after_is_another_periods(day):
    assert within(entry(started_on=day), FIRST, LAST) is None


def test_what_runs_over_the_turn_of_the_year_is_split_by_days_and_never_rounded_up():
    days = entry(started_on=date(2025, 12, 30), ended_on=date(2026, 1, 1))
    old, new = (within(days, date(2025, 1, 1), date(2025, 12, 31)), within(days, FIRST, LAST))
    assert old is not None
    assert new is not None
    assert (old.hours, new.hours) == (Decimal(4), Decimal(2))
    assert (new.started_on, new.ended_on) == (FIRST, FIRST)
    week = entry(started_on=date(2025, 12, 31), ended_on=date(2026, 1, 6))
    assert within(week, FIRST, LAST).hours == Decimal("5.14")  # type: ignore[union-attr]


def test_hours_about_giving_are_split_with_the_others():
    both = entry(
        "supervision",
        started_on=date(2025, 12, 31),
        ended_on=date(2026, 1, 1),
        hours_on_giving=Decimal(3),
    )
    assert within(both, FIRST, LAST).hours_on_giving == Decimal("1.5")  # type: ignore[union-attr]


def test_supervision_without_a_last_day_goes_on_until_the_day_that_is_asked():
    ongoing = entry("supervision", started_on=date(2026, 12, 1))
    assert within(ongoing, FIRST, LAST) == ongoing
    assert within(ongoing, date(2027, 1, 1), date(2027, 1, 31)).hours == Decimal(3)  # type: ignore[union-attr]


def test_hours_without_a_date_fall_into_no_period():
    assert within(entry(), FIRST, LAST) is None


def test_a_license_and_a_membership_are_there_as_a_whole():
    for kind in ("license", "membership"):
        one = Entry(kind, ended_on=date(2030, 1, 1))
        assert within(one, FIRST, LAST) == one
    assert within(Entry("work", started_on=date(2027, 1, 1)), FIRST, LAST) is None


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2026, 10, 1), Phase.EARLY),
        (date(2026, 10, 2), Phase.OPEN),
        (LAST, Phase.OPEN),
        (date(2027, 1, 1), Phase.LATE),
        (date(2027, 1, 30), Phase.LATE),
        (date(2027, 1, 31), Phase.OVER),
    ],
)
def test_where_a_period_stands(day, phase):
    assert phase_on(day, LAST, Cycle()) is phase


def test_whoever_is_held_can_renew_as_long_as_they_are():
    assert phase_on(date(2027, 3, 1), LAST, Cycle(), held_until=date(2027, 3, 1)) is Phase.LATE
    assert phase_on(date(2027, 3, 2), LAST, Cycle(), held_until=date(2027, 3, 1)) is Phase.OVER


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 5, 1), "You can renew from 2 October 2026. It is due by 31 December 2026."),
        (LAST, "You can renew now. It is due by 31 December 2026."),
        (
            date(2027, 1, 2),
            "It was due by 31 December 2026. You can still renew, late, until 30 January 2027.",
        ),
        (
            date(2027, 2, 1),
            "It was due by 31 December 2026, and the last day to renew it late was 30 January 2027.",
        ),
    ],
)
def test_it_is_said_in_words_with_the_days(day, words):
    assert phase_in_words(day, LAST, Cycle()) == words


def test_to_whom_more_time_was_given_the_later_day_is_said():
    words = phase_in_words(date(2027, 2, 1), LAST, Cycle(), held_until=date(2027, 3, 1))
    assert words.endswith("You can still renew, late, until 1 March 2027.")


def test_years_before_a_day_begin_the_day_after():
    assert begins_on(LAST, 1) == FIRST
    assert begins_on(date(2027, 12, 31), 3) == date(2025, 1, 1)
    assert begins_on(date(2028, 2, 29), 1) == date(2027, 3, 1)
