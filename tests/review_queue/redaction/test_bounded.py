"""A file is redacted in a child process with limits: the same result, and never a worker that is stuck."""

import pytest
from fpdf import FPDF

from review_queue.anonymization.identifiers import Identifier, Kind
from review_queue.anonymization.mask import Masker
from review_queue.redaction.bounded import ChildFailed, redact_bounded
from review_queue.redaction.redact import redact_pdf
from review_queue.redaction.refusals import CannotRedact, StillIdentifies
from review_queue.redaction.rendering import Limits
from tests.review_queue.redaction.drawing import lines

DENSE = (
    "The infant settles when her mother hums, looks away and returns; the visitor waits, and wonders aloud. "
)
WIDE = Limits(cpu=300, wall=600)  # a busy machine may take its time


def masker() -> Masker:
    return Masker([Identifier(Kind.GIVEN_NAME, "Leilani"), Identifier(Kind.EMPLOYER, "Tidepool Families")])


class Endless(Masker):
    """Stands for a pattern that takes for ever on some text."""

    def find(self, text):
        while True:
            text = text.swapcase()


class Hungry(Masker):
    def find(self, text):
        raise MemoryError


class Mistaken(Masker):
    def find(self, text):
        raise ZeroDivisionError(text)


class Careless(Masker):
    def find(self, text):
        return [], []


def test_the_child_gives_what_this_process_would():
    data = lines("Leilani of Tidepool Families", "I would wait.")
    here, there = masker(), masker()
    assert redact_bounded(data, there, limits=WIDE) == redact_pdf(data, here, limits=WIDE)


def test_numbering_goes_on_from_part_to_part():
    shared = masker()
    assert shared.mask("At Tidepool Families").text == "At [AGENCY-1]"
    redact_bounded(lines("Leilani (808) 555-0123"), shared, limits=WIDE)
    assert shared.mask("Call (808) 555-0199 or 555-0123, Leilani").text == (
        "Call [PHONE-2] or [PHONE-1], [NAME-1]"
    )


@pytest.mark.long
def test_fifty_dense_pages_fit():
    """6,000 letters on each, the names among them, within the processor's time of one file.

    Measured: 15 of its 30 seconds, and 205 MB. The clock is another one here, as a busy machine has less.
    """
    pdf = FPDF()
    pdf.set_auto_page_break(False)
    pdf.set_font("times", size=9)
    for number in range(50):
        pdf.add_page()
        pdf.multi_cell(0, 4, f"Page {number}. Leilani of Tidepool Families waits. " + DENSE * 64)
    redacted = redact_bounded(bytes(pdf.output()), masker(), limits=Limits(wall=600))
    assert redacted.pages == 50
    assert len(redacted.text) > 50 * 6000
    assert redacted.text.count("[NAME-1] of [AGENCY-1]") == 50


@pytest.mark.parametrize(
    ("finder", "limits", "reason"),
    [
        (Endless, Limits(cpu=1, wall=600), "too_slow"),
        (Endless, Limits(cpu=600, wall=3), "too_slow"),
        (Hungry, WIDE, "too_complex"),
    ],
    ids=["processor", "wall clock", "memory"],
)
def test_beyond_its_limits_the_file_is_refused_in_words(finder, limits, reason):
    with pytest.raises(CannotRedact) as refusal:
        redact_bounded(lines("I would wait."), finder([]), limits=limits)
    assert refusal.value.reason == reason
    assert "Ask for it as typed text" in str(refusal.value)


def test_other_refusals_come_through():
    with pytest.raises(CannotRedact) as refusal:
        redact_bounded(b"no file", masker(), limits=WIDE)
    assert refusal.value.reason == "not_pdf"
    with pytest.raises(StillIdentifies) as refusal:
        redact_bounded(lines("For Leilani."), Careless(masker().identifiers), limits=WIDE)
    assert refusal.value.places


def test_a_mistake_of_ours_is_no_fault_of_the_file_and_tells_no_word_of_it():
    with pytest.raises(ChildFailed, match=r"ZeroDivisionError in .*test_bounded\.py:\d+") as error:
        redact_bounded(lines("I would wait."), Mistaken([]), limits=WIDE)
    assert "wait" not in str(error.value)
