"""Days as people type them: read where one thing is meant, asked where two are."""

from datetime import date

import pytest

from endorsement_plugin.imports.days import NotADay, Unclear, is_unclear, read_day

MARCH = date(2024, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-03-04", "2024/3/4", "2024.03.04", "4 March 2024", "March 4, 2024", "Mar. 4th, 2024"),
        *("2024-03-04 00:00", "２０２４-０３-０４", "4 mar 2024"),
    ],
)
def test_what_can_mean_one_day_only(text):
    assert read_day(text, "") == MARCH


@pytest.mark.parametrize(("order", "day"), [("mdy", date(2024, 3, 4)), ("dmy", date(2024, 4, 3))])
@pytest.mark.parametrize("text", ["03/04/2024", "3/4/24", "3.4.2024", "03-04-2024"])
def test_what_can_mean_two_is_read_as_was_said(text, order, day):
    assert is_unclear(text)
    assert read_day(text, order) == day
    with pytest.raises(Unclear):
        read_day(text, "")


def test_one_that_only_fits_the_other_order_is_no_day_once_it_was_said():
    assert read_day("31/03/2024", "") == date(2024, 3, 31)
    with pytest.raises(NotADay):
        read_day("31/03/2024", "mdy")


def test_the_same_day_and_month_is_not_unclear():
    assert read_day("03/03/2024", "") == date(2024, 3, 3)


@pytest.mark.parametrize(
    "text", ["", "soon", "2024", "30 Feb 2024", "2023-02-29", "32/01/2024", "45382", "1/2"]
)
def test_what_is_no_day(text):
    with pytest.raises(NotADay):
        read_day(text, "mdy")


@pytest.mark.parametrize(("year", "read"), [("99", 1999), ("70", 1970), ("69", 2069), ("05", 2005)])
def test_years_of_two_digits(year, read):
    assert read_day(f"31/12/{year}", "").year == read
