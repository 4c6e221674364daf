"""Text that is read once more after a page was blacked out: old doubts are shown again."""

import time

import pytest

from review_queue.anonymization.second_reading import read_again
from review_queue.anonymization.spans import Doubt, Masked, Reason


def before(*suspects):
    """A text that consists of what is suspicious."""
    text, found = "", []
    for words in suspects:
        found.append(Doubt(len(text), len(text) + len(words), Reason.TITLE))
        text += f"{words} | "
    return Masked(text, (), tuple(found))


@pytest.mark.parametrize(
    ("suspects", "text", "found"),
    [
        (["Hope"], "Hope hopes. Hopeful Hope!", ["Hope", "Hope"]),
        (["Hope", "Hope House"], "At Hope\n House with Hope", ["Hope\n House", "Hope"]),
        (["Hope House"], "Hope Houses, HopeHouse, Hope-House", []),
        (["3 May 2024"], "on 3 May 2024, not 13 May 2024", ["3 May 2024"]),
        (["St. Anne's"], "St. Anne's and St . Anne's", ["St. Anne's"]),
        (["a@b.example"], "<a@b.example>", ["a@b.example"]),
        (["Hope"], "[NAME-1] and Hope", ["Hope"]),
        (["name"], "[NAME-1] has a name", ["name"]),
        ([], "Hope", []),
        ([" "], "Hope", []),
    ],
)
def test_every_mention_of_a_suspect_is_one_again(suspects, text, found):
    again = read_again(text, before(*suspects))
    assert [text[one.start : one.end] for one in again.suspects] == found
    assert again.text == text


def test_thousands_of_suspects_cost_no_more_than_their_words():
    suspects = [f"Malia number{n}" for n in range(8_000)]
    text = " ".join(suspects)
    started = time.process_time()
    assert len(read_again(text, before(*suspects)).suspects) == 8_000
    assert time.process_time() - started < 2


def test_much_white_space_costs_no_more_than_letters():
    text = f"{' ' * 200_000}Hope{' ' * 200_000}"
    started = time.process_time()
    assert len(read_again(text, before("Hope")).suspects) == 1
    assert time.process_time() - started < 2
