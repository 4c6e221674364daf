"""Pages of any size and frame are drawn and built anew, and a person is told what cannot be read on them."""

import pytest

from review_queue.redaction.reasons import Reason
from review_queue.redaction.redact import RedactedPdf, redact_pdf
from tests.review_queue.redaction.drawing import framed, masker, text_of

NAMED = "I am Leilani."


def redact(data: bytes) -> RedactedPdf:
    return redact_pdf(data, masker())


def flat(redacted: RedactedPdf) -> str:
    return " ".join(redacted.text.split())


def reasons(redacted: RedactedPdf) -> list[Reason]:
    return [look.reason for look in redacted.looks]


@pytest.mark.parametrize("across", [0.1, 1, 1.9, 2, 2.1, 2.3, 2.5, 2.9, 3, 3.1, 5])
@pytest.mark.parametrize("degrees", [0, 90])
def test_a_sliver_is_delivered(across, degrees):
    redacted = redact(framed(NAMED, MediaBox=[0, 0, across, 100], Rotate=degrees))
    assert redacted.pages == 1
    assert redact(redacted.pdf).pages == 1  # as when a clearer has more of it blacked out


@pytest.mark.parametrize(
    "frame",
    [
        {"MediaBox": [0, 0, 0, 0]},
        {"MediaBox": [612, 792, 0, 0]},
        {"MediaBox": [-300, -300, 312, 492]},
        {"MediaBox": [0, 0, 3e38, 3e38]},
        {"MediaBox": [0, 0, 14_400, 14_400]},
        {"MediaBox": [0, 0, 1e9, 1e9]},
        {"Rotate": 45},
        {"Rotate": 270},
        {"Rotate": 2**31 - 1},
        {"CropBox": [-100, -100, 300, 300]},
        {"CropBox": [300, 300, 0, 0]},
        {"CropBox": [10, 10, 10, 10]},
        {"UserUnit": 10},
        {"UserUnit": 0},
        {"UserUnit": -1},
    ],
    ids=str,
)
def test_any_frame_is_drawn_with_the_name_covered(frame):
    redacted = redact(framed(NAMED, **frame))
    assert flat(redacted) == "I am [NAME-1]."
    assert "Leilani" not in text_of(redacted.pdf)


@pytest.mark.parametrize("frame", [[0, 0, 3, 14_400], [0, 0, 2.1, 200_000], [0, 0, 1e9, 3]], ids=str)
def test_a_ribbon_is_drawn_as_far_as_there_are_pixels(frame):
    assert redact(framed(MediaBox=frame)).pages == 1


def test_a_page_whose_frames_do_not_meet_is_empty_and_told():
    redacted = redact(framed(NAMED, CropBox=[700, 800, 900, 1000]))
    assert (flat(redacted), reasons(redacted)) == ("", [Reason.LOST])


def test_tiny_letters_are_drawn_larger():
    """As those of a page whose unit is ten of the usual ones, which PDFium does not tell."""
    redacted = redact(framed(NAMED, size=1.2, MediaBox=[0, 0, 61, 79], UserUnit=10))
    assert (flat(redacted), redacted.looks) == ("I am [NAME-1].", ())


def test_letters_that_cannot_be_read_are_told():
    redacted = redact(framed(NAMED, MediaBox=[0, 0, 14_400, 14_400]))
    assert reasons(redacted) == [Reason.SMALL]
