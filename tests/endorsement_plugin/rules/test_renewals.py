"""When an endorsement is due, lapses and is removed, with the days of associations whose rules are public."""

from datetime import date

import pytest

from endorsement_plugin.rules.renewals import Cycle, DueRule

YEAR_END = Cycle(due=DueRule.FIXED, month=12, day=31)
BY_GRANT = Cycle()
THREE_YEARS = Cycle(years=3, due=DueRule.FIXED, month=12, day=31, year=2027, first_after_months=0)
JUNE = Cycle(due=DueRule.FIXED, month=6, day=30, first_after_months=0)


@pytest.mark.parametrize(
    ("cycle", "granted", "due"),
    [
        (YEAR_END, date(2026, 3, 15), date(2027, 12, 31)),
        (YEAR_END, date(2026, 12, 31), date(2027, 12, 31)),
        (YEAR_END, date(2026, 1, 1), date(2027, 12, 31)),
        (BY_GRANT, date(2024, 2, 29), date(2025, 2, 28)),
        (THREE_YEARS, date(2026, 5, 1), date(2027, 12, 31)),
        (THREE_YEARS, date(2028, 1, 1), date(2030, 12, 31)),
        (JUNE, date(2026, 7, 1), date(2027, 6, 30)),
        (JUNE, date(2026, 6, 30), date(2026, 6, 30)),
    ],
)
def test_the_first_day_of_renewal(cycle: Cycle, granted: date, due: date) -> None:
    assert cycle.first_due(granted) == due


@pytest.mark.parametrize(
    ("cycle", "due", "following"),
    [
        (YEAR_END, date(2026, 12, 31), date(2027, 12, 31)),
        (YEAR_END, date(2026, 12, 15), date(2027, 12, 31)),
        (Cycle(due=DueRule.FIXED, month=12, day=15), date(2026, 12, 31), date(2027, 12, 15)),
        (Cycle(due=DueRule.FIXED, month=2, day=29), date(2028, 2, 29), date(2029, 2, 28)),
        (Cycle(due=DueRule.FIXED, month=2, day=29), date(2027, 2, 28), date(2028, 2, 29)),
        (THREE_YEARS, date(2026, 12, 31), date(2027, 12, 31)),
        (THREE_YEARS, date(2027, 12, 31), date(2030, 12, 31)),
        (BY_GRANT, date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_the_day_after_it(cycle: Cycle, due: date, following: date) -> None:
    assert cycle.next_due(due) == following


def test_a_period_lapses_after_its_grace_and_is_warned_of_a_week_before() -> None:
    cycle = Cycle(grace_days=31, removal_days=30, window_days=92, reminder_days=(7, 60, 30))
    due = date(2026, 12, 31)
    assert cycle.opens_on(due) == date(2026, 9, 30)
    assert cycle.reminders(due) == [date(2026, 11, 1), date(2026, 12, 1), date(2026, 12, 24)]
    assert cycle.lapses_on(due) == date(2027, 2, 1)
    assert cycle.warns_on(due) == date(2027, 1, 25)
    assert cycle.removed_on(due) == date(2027, 3, 3)
    assert Cycle(removal_days=None).removed_on(due) is None


def test_a_day_for_all_without_a_month_is_refused() -> None:
    with pytest.raises(ValueError, match="a month and a day"):
        Cycle(due=DueRule.FIXED).first_due(date(2026, 1, 1))
