import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_queue.anonymization.known.organizations import organization_key
from review_queue.anonymization.known.slips import within
from review_queue.anonymization.normalize import atoms, fold, key_of


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("O’Brien", "obrien"),
        ("Mary-Ann", "maryann"),
        ("Kaʻiulani", "kaiulani"),
        ("Müller", "muller"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Łukasz Øst", "lukaszost"),
        ("ﬁ", "fi"),
        ("  ", ""),
    ],
)
def test_one_key_for_many_spellings(value, key):
    assert key_of(value) == key


@settings(deadline=None)
@given(st.text(max_size=60))
def test_what_is_found_in_folded_text_can_be_cut_out_of_the_original(text):
    folded = fold(text)
    for atom in atoms(folded.text):
        start, end = folded.original(atom.start, atom.end)
        assert 0 <= start < end <= len(text)
        assert fold(text[start:end]).text.strip() != ""


@pytest.mark.parametrize(
    ("word", "name", "close"),
    [
        ("nakamura", "nakamura", True),
        ("nakamora", "nakamura", True),
        ("nakamua", "nakamura", True),
        ("nnakamura", "nakamura", True),
        ("nakamrua", "nakamura", True),
        ("nakamuraa", "nakamura", True),
        ("nakumora", "nakamura", False),
        ("kanamura", "nakamura", False),
        ("nakamurabe", "nakamura", False),
    ],
)
def test_one_letter_wrong(word, name, close):
    assert within(word, name, 1) is close


@pytest.mark.parametrize(
    "name",
    ["The Keiki Care Center, Inc.", "Keiki Care Center", "KEIKI-CARE CENTER LLC", "keiki care center co."],
)
def test_one_organization_has_one_key(name):
    assert organization_key(name) == "keikicarecenter"
