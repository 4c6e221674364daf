"""Whose name is under a statement."""

import pytest

from endorsement_plugin.rules.signing import signs_as

THEIRS = [
    ("Ana Alder", "Ana", "Alder"),
    ("ALDER, ana", "Ana", "Alder"),
    ("Ana M. Alder", "Ana Maria", "Alder"),
    ("Ana Maria Lopez Alder", "Ana", "Alder"),
    ("A. Alder", "Ana", "Alder"),
    ("Elodie Dupre", "Élodie", "Dupré"),
    ("E\u0301lodie Dupré", "Élodie", "Dupré"),
    ("Kaiulani OBrien", "Kaʻiulani", "O’Brien"),
    ("Anne Marie Dupont", "Annemarie", "Dupont-Roux"),
    ("Annemarie Dupontroux", "Anne-Marie", "Dupont Roux"),
    ("Juan Cruz", "Juan", "de la Cruz"),
    ("山田太郎", "太郎", "山田"),
    ("فاطمة الزهراء", "فاطمة", "الزهراء"),
    ("\u200fفاطمة الزهراء", "فاطمة", "الزهراء"),
    ("Ana Ana", "Ana", "Ana"),
    ("Sukarno", "Sukarno", ""),
    ("sukarno", "", "Sukarno"),
]
NOT_THEIRS = [
    ("Mickey Mouse", "Ana", "Alder"),
    ("Ana", "Ana", "Alder"),
    ("Alder", "Ana", "Alder"),
    ("Ana Birch", "Ana", "Alder"),
    ("Bea Alder", "Ana", "Alder"),
    ("Mickey", "Sukarno", ""),
    ("...", "Ana", "Alder"),
    ("", "Sukarno", ""),
    ("Mickey de Mouse", "Ana", "de la Cruz"),
]


@pytest.mark.parametrize(("typed", "given", "family"), THEIRS)
def test_it_is_theirs(typed: str, given: str, family: str) -> None:
    assert signs_as(typed, given=[given], family=[family])


@pytest.mark.parametrize(("typed", "given", "family"), NOT_THEIRS)
def test_it_is_not(typed: str, given: str, family: str) -> None:
    assert not signs_as(typed, given=[given], family=[family])


def test_every_name_they_go_by() -> None:
    given, family = ["Elizabeth", "Beth", ""], ["Alder", "Elizabeth Birch"]
    assert signs_as("Beth Birch", given=given, family=family)
    assert not signs_as("Beth Cedar", given=given, family=family)


def test_a_very_long_text_is_read_quickly() -> None:
    assert not signs_as("x " * 100, given=["Ana"], family=["Alder"])
