"""Masking takes time as the text is long, whatever the text: ratios of two sizes, because seconds depend on
the machine. Four times the text may take eight times as long; a square would take sixteen times."""

import time
from collections.abc import Callable

import pytest

from review_queue.anonymization.identifiers import Identifier, Kind
from review_queue.anonymization.mask import Masker, names_in
from review_queue.anonymization.phrases import mask_phrase
from review_queue.anonymization.second_reading import read_again
from review_queue.anonymization.spans import Label
from review_queue.redaction.geometry import Box
from review_queue.redaction.layer import Word
from review_queue.redaction.rebuild import Alphabet

PEOPLE = [
    Identifier(Kind.GIVEN_NAME, "Will"),
    Identifier(Kind.FAMILY_NAME, "Grace"),
    Identifier(Kind.REFEREE, "Dr. Ann Kahananui"),
    Identifier(Kind.EMPLOYER, "A " * 20 + "B"),
    Identifier(Kind.PHONE, "(808) 555-0123"),
    Identifier(Kind.LICENSE_NUMBER, "LSW-12345"),
]
HOSTILE = [
    "a.", ".", "..a", "1.", "1-", "1", "@", "a@", "a@a.", "-", "--a", "A", "A ", "A.", "Aa ", "a, Aa Aa",
    "Dr ", "may ", "1 of ", "1/1/", " ", "\n", "x", "x'", "é", "Will ", "Will", "W. G. ", "dot ",
    "ab at ab dot ", "my name is ", "license no ", "(808", "8085550123", "http://", "www.a", "://",
    "[NAME-1]", "[", "\u200b",
]  # fmt: skip
LENGTH = 6_000
FACTOR = 4
MOST = 8.0
FLOOR = 5e-3
TRIES = 4


def mask(text: str) -> None:
    Masker(PEOPLE).mask(text)


def scan_feedback(text: str) -> None:
    names_in(text, PEOPLE)


def mask_words(text: str) -> None:
    mask_phrase([Masker([]).mask(text)], "a a a a b", Label.NAME)


def read_file_again(text: str) -> None:
    read_again(text, Masker(PEOPLE).mask(text[:200]))


def growth(work: Callable[[str], None], piece: str) -> float:
    """How much longer it takes for `FACTOR` times the text; the least of some tries, a busy machine aside."""
    short, long = ((piece * (size // len(piece) + 1))[:size] for size in (LENGTH, FACTOR * LENGTH))
    found = []
    for _ in range(TRIES):
        found.append(seconds(work, long) / max(seconds(work, short), FLOOR))
        if found[-1] < MOST:
            break
    return min(found)


def seconds(work: Callable[[str], None], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began


@pytest.mark.parametrize("work", [mask, scan_feedback, mask_words, read_file_again])
def test_no_text_takes_more_than_its_share(work):
    slow = {piece: ratio for piece in HOSTILE if (ratio := growth(work, piece)) >= MOST}
    assert slow == {}


@pytest.mark.parametrize("letter", ["x", "é", "\u4e00"])
def test_one_endless_word_is_written_into_a_file_as_quickly(letter):
    def runs(text: str) -> None:
        Alphabet(text).runs(Word(0, text, Box(0, 0, 9, 9)).text)

    assert growth(lambda text: runs(text * 20), letter) < MOST


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Yours,\nWill", True),
        ("Yours, Will  \n", True),
        ("Will", True),
        ("I know Will", False),
        ("Will you?", False),
        ("Thanks \u2014 Will.", True),
        ("Will\nyou", True),
    ],
)
def test_who_signs_is_told_as_before(text, signs):
    assert names_in(text, [Identifier(Kind.GIVEN_NAME, "Will")]) == (["Will"] if signs else [])
