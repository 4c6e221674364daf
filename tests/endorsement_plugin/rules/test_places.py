"""Finding who serves a place, however its name is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement_plugin.rules.places import MOST_NEAR, find
from review_queue.typed.folding import folded

PLACES = [
    "Hawai‘i",
    "Michigan",
    "Washington",
    "West Virginia",
    "Virginia",
    "Western Australia",
    "New York",
    "Tromsø",
]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Hawai‘i", "Hawai‘i"),
        ("hawaii", "Hawai‘i"),
        ("  HAWAI'I ", "Hawai‘i"),
        ("virginia", "Virginia"),
        ("new  york", "New York"),
        ("New-York", "New York"),
        ("tromso", "Tromsø"),
        ("HAWAIʿI", "Hawai‘i"),
    ],
)
def test_a_name_is_found_however_it_is_written(typed: str, place: str):
    found = find(PLACES, typed)
    assert [PLACES[number] for number in found.meant] == [place]
    assert found.near == ()


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("mich", ["Michigan"]),
        ("Michgan", ["Michigan"]),
        ("west", ["West Virginia", "Western Australia"]),
        ("york", ["New York"]),
        ("wasington", ["Washington"]),
    ],
)
def test_what_is_not_a_name_offers_those_it_may_be(typed: str, near: list[str]):
    found = find(PLACES, typed)
    assert found.meant == ()
    assert [PLACES[number] for number in found.near] == near


@pytest.mark.parametrize("typed", ["Utah", "", "   ", "‘", "zzz", "🙂"])
def test_a_place_that_nobody_serves_is_not_taken_for_another(typed: str):
    assert find(PLACES, typed) == ((), ())


def test_a_place_with_two_members_gives_both():
    assert find(["Ohio", "Utah", "OHIO"], "ohio").meant == (0, 2)


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=12))
def test_whatever_is_typed_never_fails_and_never_says_both(places: list[str], typed: str):
    found = find(places, typed)
    assert not (found.meant and found.near)
    assert len(found.near) <= MOST_NEAR
    assert all(folded(places[number]) == folded(typed) for number in found.meant)


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8))
def test_each_place_finds_itself(places: list[str]):
    for number, place in enumerate(places):
        if folded(place):
            assert number in find(places, place).meant
