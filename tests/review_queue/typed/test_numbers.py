"""The one reader of numbers."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_queue.typed.numbers import PATTERN, NotANumber, Unclear, plainly, read, written
from tests.review_queue.typed.numbers import ASKED, READ, REFUSED


@pytest.mark.parametrize(("typed", "number"), READ.items())
def test_reads_what_is_meant(typed: str, number: str) -> None:
    assert read(typed) == Decimal(number)
    assert re.search(PATTERN, plainly(typed))


@pytest.mark.parametrize("typed", ["-7.5", "−7,5"])
def test_a_minus_of_any_kind(typed: str) -> None:
    assert read(typed) == Decimal("-7.5")


def test_there_is_no_minus_zero() -> None:
    assert str(read("-0")) == "0"


@pytest.mark.parametrize("typed", ASKED)
def test_what_could_be_two_numbers_is_asked(typed: str) -> None:
    with pytest.raises(Unclear):
        read(typed)
    assert not re.search(PATTERN, typed)


@pytest.mark.parametrize("typed", REFUSED)
def test_no_number(typed: str) -> None:
    with pytest.raises(NotANumber) as refused:
        read(typed)
    assert not isinstance(refused.value, Unclear)


@given(st.text("0123456789.,' +-", max_size=20))
def test_whatever_the_schema_takes_is_read(typed: str) -> None:
    if re.search(PATTERN, typed) and typed == typed.strip():
        read(typed)


@given(st.decimals(-(10**15) + 1, 10**15 - 1, places=4))
def test_writing_and_reading(number: Decimal) -> None:
    assert read(f"{number:f}") == read(f"{number:,}") == number


@pytest.mark.parametrize(("sent", "typed"), [(12, "12"), (1.5, "1.5"), (1e2, "100.0"), (1e-7, "0.0000001")])
def test_numbers_of_json(sent: float, typed: str) -> None:
    assert written(sent) == typed


@pytest.mark.parametrize("sent", [True, None, "1,5", [1]])
def test_nothing_else_becomes_a_number(sent: object) -> None:
    assert written(sent) is sent
