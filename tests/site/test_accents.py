"""Any color an editor may choose stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from association.accents import PAPER, TEXT_CONTRAST, contrast, mix, palette

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLORS)
def test_every_pair_of_text_and_ground_is_readable(accent: str):
    colors = palette(accent)
    for text, ground in [
        (colors.ink, PAPER),
        (colors.ink, colors.soft),
        (colors.strong, colors.soft),
        (colors.on_accent, accent),
        (colors.on_accent, colors.hover),
    ]:
        assert contrast(text, ground) >= TEXT_CONTRAST


@given(COLORS)
def test_the_chosen_color_itself_is_never_changed(accent: str):
    assert palette(accent).accent == accent


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#1f6f6b", "#1f6f6b", 1.0),
        ("#767676", "#ffffff", 4.54),  # the palest gray that may carry text on white
    ],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, expected: float):
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


def test_a_pale_color_is_darkened_only_as_text():
    colors = palette("#ffd54a")
    assert colors.on_accent == "#000000"
    assert colors.ink != "#ffd54a"


def test_mix_goes_from_one_color_to_the_other():
    assert [mix("#102030", "#ffffff", share) for share in (0, 1)] == ["#102030", "#ffffff"]
