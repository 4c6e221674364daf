"""Days as they are pasted, read by the same year as those of a spreadsheet that is moved in."""

from datetime import date

import pytest

from endorsement_plugin.imports.days import read_day as read_in_a_file
from endorsement_plugin.rules.pasting import read_day


@pytest.mark.parametrize(("year", "read"), [("98", 1998), ("70", 1970), ("69", 2069), ("05", 2005)])
def test_years_of_two_digits_are_read_alike(year: str, read: int) -> None:
    for text in (f"10/5/{year}", f"10.5.{year}"):
        assert read_day(text, day_first=True) == date(read, 5, 10)
        assert read_in_a_file(text, "dmy") == date(read, 5, 10)


@pytest.mark.parametrize("year", ["120", "202"])
def test_a_year_that_lacks_a_digit_is_none(year: str) -> None:
    assert read_day(f"10/5/{year}", day_first=True) is None


def test_words_are_read_as_before() -> None:
    assert read_day("31 March 2026", day_first=False) == date(2026, 3, 31)
    assert read_day("March 2026", day_first=False) == date(2026, 3, 1)
    assert read_day("31 Foo 2026", day_first=False) is None
