"""What nobody sees is taken out where text enters; what a script needs stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_queue.typed.cleaning import clean, clean_address

UNSEEN = "\u200b\u200c\u200d\u200e\u202e\u2060\u2066\ufeff\u00ad\u061c\u180e\u034f\ufe0f\x00\x07"


@pytest.mark.parametrize("sign", UNSEEN)
def test_a_name_keeps_no_sign_that_nobody_sees(sign: str) -> None:
    assert clean(f"{sign}A{sign}da{sign} Alder{sign}") == "Ada Alder"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada\u00a0Alder", "Ada Alder"),
        ("\u3000Ada \u2003 Alder\u2009", "Ada Alder"),
        ("Ada\u3164Alder", "Ada Alder"),
        ("\u2800\u3164", ""),
        ("Ada\r\nBcc: x", "Ada Bcc: x"),
        ("Ada\u2028Alder\tB", "Ada Alder B"),
        ("E\u0301lodie", "Élodie"),
        ("AB\u200b-12\ufeff", "AB-12"),
    ],
)
def test_odd_blanks_become_one_space_and_accents_are_composed(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "name",
    [
        "علی\u200cرضا",  # Persian: Ali-Reza, with a non-joiner
        "शर्\u200dमा",  # Devanagari, with a joiner
        "葛\U000e0100城",  # Katsuragi, with the drawing that its bearers use
        "Ka\u02bbiulani",
        "O’Brien",
        "Nguyễn",
    ],
)
def test_what_a_script_spells_with_stays(name: str) -> None:
    assert clean(name) == name


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_address(clean_address(text)) == clean_address(text)


@pytest.mark.parametrize(
    "typed",
    [
        "ada@exam\u200bple.org",
        "\ufeffada@example.org\u200b",
        "ada＠example．org",
        "ada@example\u3002org",
        "ada@example\u2024org",
        "ada@ｅｘample.org\u00a0",
        "ada@example\u00ad.org",
        "ada@e\u200dxample.org",
    ],
)
def test_an_address_is_kept_in_plain_signs(typed: str) -> None:
    assert clean_address(typed) == "ada@example.org"


def test_an_address_keeps_its_tag_and_case_and_a_domain_of_other_letters() -> None:
    assert clean_address("Ada+imh@Bücher.example") == "Ada+imh@Bücher.example"
