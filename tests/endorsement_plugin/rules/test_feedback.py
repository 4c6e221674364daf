"""The candidate's name in what reviewers wrote: out, in the spellings that people use; words stay."""

import pytest

from endorsement_plugin.rules.feedback import without_names

NAMES = [
    "Leilani",
    "Kaʻahumanu-Tanaka",
    "José",
    "Mary Ann",
    "Will",
    "van der Berg",
    "J",
    "",
    "lei.t@example.org",
]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Leilani, you stay with the pair.", "[name], you stay with the pair."),
        ("LEILANI’s way, Leilani's way", "[name]’s way, [name]'s way"),
        ("Ms. Kaahumanu-Tanaka and Ka'ahumanu Tanaka", "Ms. [name] and [name]"),
        ("Ms. Tanaka writes", "Ms. [name] writes"),
        ("Kaʻahumanu–Tanaka", "[name]"),
        ("Jose and José and Jose\u0301", "[name] and [name] and [name]"),
        ("Mary-Ann, or Mary", "[name], or [name]"),
        ("ask Lei.T@Example.org", "ask [name]"),
        ("I will wait; Will waits", "I will wait; [name] waits"),
        ("J is a letter", "J is a letter"),
        ("Leilanis, Annotated, Tanakas", "Leilanis, Annotated, Tanakas"),
        ("Élan and naïve stay as they are.", "Élan and naïve stay as they are."),
        ("by van der Berg, or Berg; a van", "by [name], or [name]; a van"),
        ("", ""),
    ],
)
def test_names_are_taken_out_and_words_stay(text, left):
    assert without_names(text, NAMES) == left


def test_without_names_nothing_changes():
    assert without_names("A.B. [c] (d)", []) == "A.B. [c] (d)"


def test_a_name_with_signs_of_its_own_is_no_pattern():
    assert without_names("Ann (A.) met Annx", ["Ann (A.)", "An.x"]) == "[name] met Annx"


@pytest.mark.parametrize("nothing", ["--", "- -", "''", "\u2019\u2019", "..", "/"])
def test_signs_that_stand_for_no_name_take_nothing_out(nothing):
    text = "Well seen.  You ''wait'' - and ask -- twice..."
    assert without_names(text, ["Ann", nothing]) == text


def test_signs_in_a_name_are_matched_once_however_many_there_are():
    name = "O" + "'" * 90 + "X"
    assert without_names(f"{name} met O'X, " + "O" + "'" * 60 + "Y", [name]).startswith(
        "[name] met [name], O'"
    )
    woven = "A" + "-' " * 60 + "B"
    assert without_names("A" + "- " * 500 + "C", [woven]) == "A" + "- " * 500 + "C"


def test_syllables_of_one_sign_are_told_apart():
    assert without_names("민수, 마시", ["민수"]) == "[name], 마시"
