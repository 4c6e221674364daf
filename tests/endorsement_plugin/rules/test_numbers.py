"""The number of an endorsement in an address, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement_plugin.rules.numbers import NumberConverter


@given(number=st.text(st.sampled_from("~/27EF0Aa%. "), min_size=1))
def test_each_number_has_an_address_of_its_own(number):
    part = NumberConverter().to_url(number)
    assert "/" not in part
    assert NumberConverter().to_python(part) == number


@pytest.mark.parametrize("part", ["~00", "~0A", "~41", "~2f", "~", "~~", "%2F"])
def test_nothing_else_is_marked(part):
    """A sign that no database takes would come in by it, behind the check of the address."""
    assert NumberConverter().to_python(part) == part
