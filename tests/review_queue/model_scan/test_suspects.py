"""Where what the model means stands beside masks, other doubts and the paper's own names."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from review_queue.anonymization.spans import Doubt, Find, Label, Reason, Source
from review_queue.model_scan.child import Guess
from review_queue.model_scan.suspects import as_typed, names_of, with_guesses

TEXT = "I wrote with Leilani Kealoha Baker, of 45 Lilipuna Road, Kaneohe."


def at(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


def guess(words, label, text=TEXT):
    start, end = at(words, text)
    return Guess(start, end, label)


def find(words, text=TEXT):
    start, end = at(words, text)
    return Find(start, end, Label.NAME, words, Source.IDENTITY)


def listed(guesses, finds=(), doubts=(), paper=frozenset(), text=TEXT):
    return [
        (text[one.start : one.end], one.reason.value)
        for one in with_guesses(text, guesses, list(finds), list(doubts), paper)
    ]


def test_a_name_of_several_words_is_one_suspect():
    parts = [guess("Leilani", "GIVEN_NAME"), guess("Kealoha Baker", "SURNAME")]
    assert listed(parts) == [("Leilani Kealoha Baker", "model_name")]


def test_an_address_is_one_suspect_over_its_commas_and_ends_with_its_sentence():
    parts = [guess("45", "BUILDING_NUMBER"), guess("Lilipuna Road", "STREET_NAME"), guess("Kaneohe", "CITY")]
    assert listed(parts) == [("45 Lilipuna Road, Kaneohe", "model_place")]
    text = "We met Ana. Ben was late."
    names = [guess("Ana", "GIVEN_NAME", text), guess("Ben", "GIVEN_NAME", text)]
    assert listed(names, text=text) == [("Ana", "model_name"), ("Ben", "model_name")]


def test_one_that_touches_a_mask_keeps_its_rest():
    whole = [guess("Leilani Kealoha Baker", "GIVEN_NAME")]
    assert listed(whole, [find("Leilani")]) == [("Kealoha Baker", "model_name")]
    assert listed(whole, [find("Kealoha")]) == [("Leilani", "model_name"), ("Baker", "model_name")]
    assert listed(whole, [find("Leilani Kealoha Baker")]) == []
    assert listed(whole, [find("with Leilani"), find("Baker, of")]) == [("Kealoha", "model_name")]


def test_one_that_touches_another_doubt_keeps_its_rest_and_the_doubt_its_reason():
    start, end = at("Kealoha Baker")
    doubt = Doubt(start, end, Reason.TWO_CAPITALS)
    whole = [guess("Leilani Kealoha Baker", "GIVEN_NAME")]
    assert listed(whole, doubts=[doubt]) == [("Leilani", "model_name"), ("Kealoha Baker", "two_capitals")]


def test_a_letter_or_a_sign_is_no_rest():
    text = "K. Baker – she"
    assert listed([Guess(0, 10, "SURNAME")], [find("Baker", text)], text=text) == []


def test_names_of_the_paper_are_not_listed_and_others_beside_them_are():
    paper = names_of(["Devon’s mother Tasha is 24.", "What would you do?"])
    text = "Tasha fed Devon. Tasha Mahoe fed him. Her mother is dear."
    assert listed([guess("Tasha", "GIVEN_NAME", text)], paper=paper, text=text) == []
    assert listed([guess("Devon", "GIVEN_NAME", text)], paper=paper, text=text) == []
    assert listed([guess("Tasha Mahoe", "SURNAME", text)], paper=paper, text=text) == [
        ("Tasha Mahoe", "model_name")
    ]
    assert "mother" not in paper


def test_what_is_read_is_as_long_as_what_is_shown():
    text = "O‘Brien‑Kamakaʻeha – 1’2"
    assert len(as_typed(text)) == len(text)
    assert as_typed(text) == "O'Brien-Kamaka'eha - 1'2"


@given(
    st.text("aB. -", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=8),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=8),
)
def test_what_is_listed_is_ordered_disjoint_and_beside_every_mask(text, means, masks):
    def ranges(drawn):
        end, kept = 0, []
        for start, length in sorted(drawn):
            if start >= end and start + length <= len(text):
                kept.append((start, start + length))
                end = start + length
        return kept

    finds = [Find(start, end, Label.NAME, "x", Source.IDENTITY) for start, end in ranges(masks)]
    guesses = [Guess(start, end, "SURNAME") for start, end in ranges(means)]
    kept = with_guesses(text, guesses, finds, [], frozenset())
    parts = sorted([*((one.start, one.end) for one in finds), *((one.start, one.end) for one in kept)])
    assert all(before[1] <= after[0] for before, after in pairwise(parts))
    assert all(text[one.start].isalnum() and text[one.end - 1].isalnum() for one in kept)
    meant = {place for one in guesses for place in range(one.start, one.end) if text[place].isalnum()}
    meant_of = {place for one in kept for place in range(one.start, one.end)}
    assert {place for place in meant_of if text[place].isalnum()} <= meant
