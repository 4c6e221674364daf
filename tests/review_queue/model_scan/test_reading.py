"""The model itself, in the process that it runs in: what it says, its limits, and that it may be absent."""

import random
import sys

import pytest

from review_queue.model_scan import child
from review_queue.model_scan.child import Limits, Outcome, is_installed, read_texts
from review_queue.model_scan.reader import MARGIN, WINDOW, joined, windows, words

PROSE = (
    "I would sit with the mother and wonder with her what her baby is asking for. "
    "Reflective supervision helps me to notice what the visit stirs in me. "
)
NAMED = "Before the visit I spoke with my colleague Leilani Kahananui, who lives in Kaneohe. "


def said(text, **limits):
    reading = read_texts([text], Limits(**limits))
    return [(text[one.start : one.end], one.label) for one in reading.guesses[0]]


def test_names_and_places_are_meant_and_prose_is_not():
    assert is_installed()
    reading = read_texts([PROSE * 3, NAMED, ""])
    assert (reading.outcome, reading.read) == (Outcome.READ, 3)
    assert reading.told.startswith("1.")
    assert reading.told.endswith(reading.digest[:12])
    assert (reading.guesses[0], reading.guesses[2]) == ((), ())
    assert [NAMED[one.start : one.end] for one in reading.guesses[1]] == ["Leilani", "Kahananui", "Kaneohe"]


def test_the_same_text_is_read_the_same_whatever_stands_beside_it():
    texts = [PROSE * 9 + NAMED, NAMED * 4, PROSE]
    together = read_texts(texts)
    assert together == read_texts(texts)
    assert [read_texts([text]).guesses[0] for text in texts] == list(together.guesses)


def test_a_name_is_meant_wherever_it_stands_in_a_long_text():
    chance = random.Random(5)
    for _ in range(3):
        before, after = chance.randrange(40), chance.randrange(40)
        text = PROSE * before + NAMED + PROSE * after
        assert [name for name, _ in said(text)] == ["Leilani", "Kahananui", "Kaneohe"]


@pytest.mark.parametrize("count", [0, 1, WINDOW - 1, WINDOW, WINDOW + 1, 2 * WINDOW, 5_000])
def test_every_token_counts_in_one_window_and_has_company_on_either_side(count):
    planned = list(windows(count))
    counted = [token for _, _, first, last in planned for token in range(first, last)]
    assert counted == list(range(count))
    for start, end, first, last in planned:
        assert end - start <= WINDOW
        assert first - start >= min(MARGIN, first)
        assert end - last >= min(MARGIN, count - last)


def test_a_piece_stands_for_its_word_and_neighbors_of_a_kind_are_one():
    pieces = words(
        [0, 0, 1, 2, 3], [(0, 3), (3, 7), (8, 11), (12, 15), (15, 16)], ["O", "B-A", "I-A", "O", "B-B"]
    )
    text = "Leilani Kea did."
    assert [(text[start:end], label) for start, end, label in joined(text, pieces)] == [
        ("Leilani Kea", "A"), (".", "B"),
    ]  # fmt: skip


@pytest.mark.parametrize("filler", ["x", "x ", "-", "é", "王", "🙂", "O'", "\n"])
def test_thousands_of_characters_of_anything_are_read(filler):
    text = (filler * 3_000)[:3_000] + " " + NAMED
    reading = read_texts([text])
    assert reading.outcome is Outcome.READ
    assert all(0 <= one.start < one.end <= len(text) for one in reading.guesses[0])


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux keeps a process within an address space.")
def test_a_text_of_100_kb_is_read_within_little_memory():
    text = (PROSE * 800)[:100_000]
    assert read_texts([text], Limits(memory=400 * 1024 * 1024)).outcome is Outcome.READ


def test_what_takes_too_long_is_kept_as_far_as_it_was_read():
    texts = [NAMED, *[PROSE * 1_000] * 8]
    reading = read_texts(texts, Limits(cpu=2))
    assert reading.outcome is Outcome.TOO_SLOW
    assert reading.told == "too_slow"
    assert 1 <= reading.read < len(texts)
    assert len(reading.guesses) == len(texts)
    assert [NAMED[one.start : one.end] for one in reading.guesses[0]] == ["Leilani", "Kahananui", "Kaneohe"]


def test_the_wall_clock_ends_it_too():
    assert read_texts([PROSE * 2_000] * 8, Limits(wall=1)).outcome is Outcome.TOO_SLOW


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux keeps a process within an address space.")
def test_without_room_it_fails_and_says_so():
    reading = read_texts([NAMED], Limits(memory=64 * 1024 * 1024))
    assert (reading.outcome, reading.told, reading.guesses) == (Outcome.FAILED, "failed", ((),))


def test_without_the_package_nothing_is_read(monkeypatch):
    monkeypatch.setattr(child, "NEEDED", ("a_package_that_nobody_has",))
    reading = read_texts([NAMED])
    assert (reading.outcome, reading.told, reading.guesses) == (Outcome.ABSENT, "absent", ((),))


def test_nothing_is_started_for_nothing():
    assert read_texts(["", " \n"]).outcome is Outcome.NOTHING


def test_this_process_loads_no_model():
    assert read_texts([NAMED]).outcome is Outcome.READ
    assert not {"onnxruntime", "tokenizers"} & set(sys.modules)
