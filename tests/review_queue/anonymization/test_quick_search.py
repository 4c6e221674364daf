"""What makes masking quick changes nothing: random texts, searched as written and searched in full."""

import random
from itertools import pairwise

import pytest

from review_queue.anonymization import patterns, spellings, suspects, windows
from review_queue.anonymization.identifiers import Identifier, Kind
from review_queue.anonymization.known import index as known_index
from review_queue.anonymization.known.slips import within
from review_queue.anonymization.normalize import Words, atoms, fold

WORDS = """
    12 3 2026 808 555-0147 (808) +1 4821 200417 98765 123-45-6789 ١٢ May september dec. of st th jan
    license no ID # LSW Dr Mrs. Professor Rev Lani Éva Kaʻahumanu o’Brien at dot com example org www.
    https:// http: me@example.org b.c@d-e.fg @ @@ @lani . .. , - / ( ) : < " ' _ a word A. B ML
    … ß İ é Ｌ ` signed, ſigned Okafor
"""
PHRASES = [
    "my name is", "MY NAME IS", "people call me", "lani at example dot com", "lani [at] example.org",
    "12 Birch Street", "P.O. Box 12", "98-211 Pali Momi", "born in May 1973", "DOB 1973", "May of 1973",
    "555 0172", "wexlow.care", "wexlow dot org", "17-May-1973", "5 / 17 / 1973", "808 - 555 - 0147",
    "8O8,555,O147", "14 N. Oak Hill Rd",
]  # fmt: skip
PIECES = [*WORDS.split(), *PHRASES, "\u200b", "x" * 70, "ab" * 20]
BLANKS = ["", "", "", " ", " ", " ", "\n", "\n\n", "\t", "\u00a0", "  ", " " * 9, " " * 30]
SEARCHES = [(one, where) for one, _, _, where in patterns._BY_FORM]
SEARCHES += [(patterns.DIGITS, patterns.numbers)]
SEARCHES += [(one, where) for _, one, where in suspects._LOOKS]


def texts(seed, number=400, pieces=30):
    chance = random.Random(seed)
    for _ in range(number):
        yield "".join(chance.choice(PIECES) + chance.choice(BLANKS) for _ in range(chance.randint(1, pieces)))


@pytest.mark.parametrize("search", range(len(SEARCHES)))
def test_windows_hold_every_match(search):
    pattern, where = SEARCHES[search]
    found = 0
    for text in texts(search, number=1500):
        wanted = [match.span() for match in pattern.finditer(text)]
        places = windows.Places(text)
        assert [match.span() for match in patterns.matches(pattern, text, where(places))] == wanted, text
        assert all(end <= start for (_, end), (start, _) in pairwise(where(places)))
        found += len(wanted)
    assert found > 20


def test_folding_runs_is_folding_characters():
    for text in texts(1):
        pieces = [fold(character).text for character in text]
        folded = fold(text)
        assert folded.text == "".join(pieces)
        origin = [index for index, piece in enumerate(pieces) for _ in piece]
        assert [folded.original(place, place + 1)[0] for place in range(len(folded.text))] == origin


def test_words_are_the_atoms():
    for text in texts(2):
        words = Words(fold(text).text)
        assert [words[place] for place in range(len(words))] == atoms(fold(text).text)


def test_prefixes_are_all_beginnings():
    chance = random.Random(5)
    words = ["".join(chance.choices("abc", k=chance.randint(1, 6))) for _ in range(400)]
    prefixes = known_index.Prefixes()
    for word in words[:40]:
        prefixes.add(word)
    for word in words:
        assert (word in prefixes) is any(one.startswith(word) for one in words[:40])


@pytest.mark.parametrize("letters", ["ab", "abcdefgh"])
def test_whatever_is_within_one_letter_of_a_name_resembles_it(letters):
    chance = random.Random(letters)
    for _ in range(300):
        name = "".join(chance.choices(letters, k=chance.randint(known_index.LONG, 12)))
        index = spellings.build([Identifier(Kind.FAMILY_NAME, name)])
        for word in slips(name, letters):
            assert within(word, name, 1)
            assert index.resembles(word), (name, word)


def test_little_else_resembles_a_name():
    index = spellings.build([Identifier(Kind.FAMILY_NAME, "Nakamura")])
    words = ["because", "parent", "infant", "together", "wondering", "nakahara", "morimura", "reflective"]
    assert [word for word in words if index.resembles(word)] == ["nakahara", "morimura"]


def slips(name, letters):
    """Everything one slip away: a letter more, less or other, two neighbors swapped."""
    for at in range(len(name) + 1):
        yield from (name[:at] + letter + name[at:] for letter in letters)
    for at in range(len(name)):
        yield name[:at] + name[at + 1 :]
        yield from (name[:at] + letter + name[at + 1 :] for letter in letters)
    for at in range(len(name) - 1):
        yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]
