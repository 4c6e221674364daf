from datetime import date

import pytest

from endorsement_plugin.requirements.deadlines import exam_from, renewal_due, respond_by, retake_from


@pytest.mark.parametrize(
    ("submitted", "answer"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 1, 1), date(2026, 2, 28)),
        (date(2024, 1, 15), date(2024, 2, 29)),
        (date(2100, 1, 15), date(2100, 2, 28)),
        (date(2026, 2, 28), date(2026, 3, 31)),
        (date(2026, 11, 30), date(2026, 12, 31)),
        (date(2026, 12, 1), date(2027, 1, 31)),
    ],
)
def test_an_answer_comes_by_the_end_of_the_month_after(submitted: date, answer: date) -> None:
    assert respond_by(submitted) == answer


@pytest.mark.parametrize(
    ("submitted", "first_day"),
    [
        (date(2026, 1, 31), date(2026, 4, 30)),
        (date(2026, 8, 31), date(2026, 11, 30)),
        (date(2026, 11, 2), date(2027, 2, 28)),
        (date(2027, 11, 2), date(2028, 2, 29)),
        (date(2026, 9, 15), date(2026, 12, 31)),
        (date(2026, 10, 1), date(2027, 1, 31)),
    ],
)
def test_the_exam_opens_at_the_end_of_the_third_month_after(submitted: date, first_day: date) -> None:
    assert exam_from(submitted) == first_day


def test_an_association_may_promise_other_months() -> None:
    assert respond_by(date(2026, 1, 31), 0) == date(2026, 1, 31)
    assert exam_from(date(2026, 1, 31), 14) == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("granted", "years", "due"),
    [
        (date(2026, 5, 4), 1, date(2027, 5, 4)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2026, 12, 31), 3, date(2029, 12, 31)),
    ],
)
def test_renewal_is_due_on_the_same_day(granted: date, years: int, due: date) -> None:
    assert renewal_due(granted, years) == due


@pytest.mark.parametrize(
    ("sat", "months", "first_day"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_an_exam_is_sat_again_on_the_same_day_of_a_later_month(
    sat: date, months: int, first_day: date
) -> None:
    assert retake_from(sat, months) == first_day
