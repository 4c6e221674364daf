"""One spelling for all that mean the same, and one for all addresses of one mailbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_queue.typed.addresses import folded_address
from review_queue.typed.folding import folded, words


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Élodie", "elodie"),
        ("Élodie", "E\u0301LODIE"),
        ("O’Brien", "O'Brien"),
        ("O’Brien", "obrien"),
        ("Kaʻiulani", "Kaiulani"),
        ("Kaʻiulani", "Ka`iulani"),
        ("Mary-Ann", "mary ann"),
        ("Mary‑Ann", "Mary – Ann"),
        ("Łukasz Øster", "lukasz oster"),
        ("Großmann", "GROSSMANN"),
        ("İlknur Işık", "ilknur isik"),
        ("Nguyễn", "nguyen"),
        ("علی\u200cرضا", "علیرضا"),
        ("葛\U000e0100城", "葛城"),
        ("Ａｄａ", "ada"),
        ("A\u200bda", "ada"),
        ("\u0663", "3"),
    ],
)
def test_the_name_is_found_as_people_type_it(name: str, typed: str) -> None:
    assert folded(name) == folded(typed)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("Ada", "Adam"), ("한", "하"), ("कि", "की")])
def test_other_letters_are_another_name(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_nothing_that_a_search_would_read_as_a_pattern_is_left() -> None:
    assert words("50 % of_all \\ ada; ada") == ["50", "of", "all", "ada"]
    assert words("%_?*'\u200b") == []


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    "spelling",
    [
        "ada.alder@example.org",
        "Ada.Alder@EXAMPLE.org",
        "ada.alder+referee@example.org",
        "ada.alder@exam\u200bple.org",
        "\ufeffada.alder@example.org",
        "ada.alder@example\u3002org",
        "ada.alder@example.org.",
        "ada.alder＠example.org",
        "ada.alder@ex\u00adample.org",
        '"ada.alder"@example.org',
        '"ADA.alder+tag"@example.org',
        '"ada\\.al\\der"@example.org',
        '"ada.alder\u200b"@example.org',
        '"ada.alder\\ "@example.org',
    ],
)
def test_one_mailbox_has_one_folded_address(spelling: str) -> None:
    assert folded_address(spelling) == "ada.alder@example.org"


def test_gmail_reads_no_dots_and_others_do() -> None:
    assert folded_address("a.da.alder+x@googlemail.com") == folded_address("adaalder@gmail.com")
    assert folded_address("a.da@example.org") != folded_address("ada@example.org")


def test_a_domain_of_other_letters_is_compared_as_mail_servers_ask_for_it() -> None:
    assert folded_address("ada@Bücher.example") == folded_address("ada@xn--bcher-kva.example")
    assert folded_address("ada@bu\u0308cher.example") == folded_address("ada@bücher.example")


def test_what_is_no_address_is_no_error() -> None:
    assert folded_address("") == ""
    assert folded_address('"@example.org') == '"@example.org'
    assert folded_address('""@example.org') == '""@example.org'
    assert folded_address("+tag@example.org") == "+tag@example.org"
    assert folded_address("ada@.." + "x" * 70) == "ada@.." + "x" * 70
    assert folded_address("@") == folded_address("\u200b")
