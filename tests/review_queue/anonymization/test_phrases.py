import time

import pytest

from review_queue.anonymization.identifiers import read
from review_queue.anonymization.mask import Masker
from review_queue.anonymization.phrases import mask_phrase
from review_queue.anonymization.spans import Label

KNOWN = [{"kind": "given_name", "value": "Leilani"}, {"kind": "family_name", "value": "Hope"}]


def masked(*texts):
    masker = Masker(read(KNOWN))
    return [masker.mask(text) for text in texts]


@pytest.mark.parametrize(
    ("phrase", "text", "after"),
    [
        ("Malia", "Malia saw Leilani, MALIA's friend", "[NAME-2] saw [NAME-1], [NAME-2]'s friend"),
        ("malia akana", "with Malia-Akana there", "with [NAME-2] there"),
        ("the house", "in The House we", "in [NAME-2] we"),
        ("ali", "Malia is not ali", "Malia is not [NAME-2]"),
        ("Leilani", "by Leilani", "by [NAME-1]"),
        ("name", "a name for Leilani", "a [NAME-2] for [NAME-1]"),  # never inside a token
        ("", "Malia", "Malia"),
        ("—", "Malia — here", "Malia — here"),
    ],
)
def test_every_mention_is_masked(phrase, text, after):
    before = masked("Leilani begins.", text)
    assert mask_phrase(before, phrase, Label.NAME)[1].text == after


def test_spans_and_suspects_move_with_the_text():
    before = masked("Malia met Leilani. Then Hope came with Malia to Leilani.")
    (after,) = mask_phrase(before, "Malia", Label.PLACE)
    assert after.text == "[PLACE-1] met [NAME-1]. Then Hope came with [PLACE-1] to [NAME-1]."
    assert [after.text[one.start : one.end] for one in after.spans] == [
        "[PLACE-1]", "[NAME-1]", "[PLACE-1]", "[NAME-1]",
    ]  # fmt: skip
    assert [after.text[one.start : one.end] for one in after.suspects] == ["Hope"]
    assert [one.source for one in after.spans] == ["person", "identity", "person", "identity"]


def test_masking_a_suspect_takes_it_off_the_list():
    (after,) = mask_phrase(masked("Then Hope came."), "Hope", Label.NAME)
    assert (after.text, after.suspects) == ("Then [NAME-1] came.", ())


def test_one_phrase_has_one_token_in_all_sections():
    first, second = mask_phrase(masked("Leilani and Malia", "Malia"), "Malia", Label.NAME)
    assert (first.text, second.text) == ("[NAME-1] and [NAME-2]", "[NAME-2]")


@pytest.mark.parametrize(("text", "phrase"), [("x " * 25_000, "x"), ("Leilani x " * 5_000, "x")])
def test_a_phrase_that_stands_everywhere_takes_no_longer_than_another(text, phrase):
    before = masked(text)
    started = time.process_time()
    (after,) = mask_phrase(before, phrase, Label.NAME)
    assert "x" not in after.text
    assert time.process_time() - started < 2


def test_spans_move_past_every_mention_before_them():
    (after,) = mask_phrase(masked("Malia and Malia met Leilani."), "Malia", Label.DETAIL)
    assert [after.text[one.start : one.end] for one in after.spans] == [
        "[DETAIL-1]",
        "[DETAIL-1]",
        "[NAME-1]",
    ]
