"""A PDF answer of twenty pages of text: drawn anew on arrival, and once more when a clearer masks a name."""

import resource
import time
from collections.abc import Callable, Iterator

from fpdf import FPDF

from benchmarks.measure import Measured, median, milliseconds
from review_queue.anonymization.identifiers import read
from review_queue.anonymization.mask import Masker
from review_queue.anonymization.spans import Label
from review_queue.redaction.finding import Phrase
from review_queue.redaction.pages import page_picture
from review_queue.redaction.redact import RedactedPdf, redact_pdf

PAGES, ROUNDS = 20, 3
PERSON = [
    {"kind": "given_name", "value": "Leilani"},
    {"kind": "family_name", "value": "Kahale-Quill"},
    {"kind": "employer", "value": "Tidepool Family Center"},
]
PROSE = (
    "I met the family twice with Leilani Kahale-Quill of Tidepool Family Center. The infant settles when her "
    "mother hums and looks away when a stranger speaks. Malia wondered aloud what the turn might mean. "
)


def bench_redraw() -> Iterator[Measured]:
    sent = answer()
    redacted, first = _timed(lambda: redact_pdf(sent, Masker(read(PERSON))))
    again, second = _timed(lambda: redact_pdf(redacted.pdf, Phrase("Malia", Label.NAME, ["[NAME-1]"])))
    assert (redacted.pages, len(again.covered)) == (PAGES, PAGES)
    shown = milliseconds(lambda number: page_picture(redacted.pdf, number % PAGES + 1), PAGES)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    yield Measured(f"draw a PDF of {PAGES} pages anew, median", first, "s")
    yield Measured(f"mask a name in it, {PAGES} pages, median", second, "s")
    yield Measured("the file as sent", round(len(sent) / 1000), "kB")
    yield Measured("the file as shown", round(len(redacted.pdf) / 1000), "kB")
    yield Measured("memory of the drawing child, at most", round(children / 1024), "MB", target=768)
    yield Measured("one page as a picture, median", median(shown), "ms")


def answer() -> bytes:
    pdf = FPDF(unit="pt")
    pdf.set_font("times", size=12)
    for _ in range(PAGES):
        pdf.add_page()
        pdf.set_xy(72, 72)
        pdf.multi_cell(450, 16, PROSE * 10)
    return bytes(pdf.output())


def _timed(step: Callable[[], RedactedPdf]) -> tuple[RedactedPdf, float]:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        result = step()
        taken.append(time.perf_counter() - began)
    return result, median(taken)
