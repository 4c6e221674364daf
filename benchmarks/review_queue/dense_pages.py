"""A PDF answer of fifty pages filled to their edges: drawn, masked, built and searched again in the child
that has limits, which the lease of the job that waits for it is more than twice of."""

import time
from collections.abc import Iterator

from fpdf import FPDF

from benchmarks.measure import Measured
from benchmarks.review_queue.masking_set.scoring import DATA
from review_queue.anonymization.identifiers import read
from review_queue.anonymization.mask import Masker
from review_queue.redaction.bounded import redact_bounded
from review_queue.redaction.rendering import Limits

PAGES, LINES, WORDS = 50, 66, 17
PERSON = [
    {"kind": "given_name", "value": "Leilani"},
    {"kind": "family_name", "value": "Kahale-Quill"},
    {"kind": "employer", "value": "Tidepool Family Center"},
    {"kind": "referee", "value": "Elizabeth Trask, LMSW, IMH-E®"},
    {"kind": "birth_date", "value": "1981-03-09"},
    {"kind": "address", "value": "59-720 Pupukea Road, Haleiwa, HI 96712"},
]


def bench_dense_pages() -> Iterator[Measured]:
    sent, characters = dense()
    limits = Limits()
    began = time.perf_counter()
    redacted = redact_bounded(sent, Masker(read(PERSON)), limits=limits)
    took = time.perf_counter() - began
    assert redacted.pages == PAGES
    yield Measured(f"characters on {PAGES} dense pages", characters, "")
    yield Measured("draw, mask, build and search them again", round(took, 1), "s", target=limits.wall)


def dense() -> tuple[bytes, int]:
    """The file, and how many characters it has: the field's prose in small print, with names between."""
    words = f"{(DATA / 'prose.txt').read_text()} Leilani Kahale-Quill met Betsy Trask at Tidepool. ".split()
    pdf = FPDF(unit="pt")
    pdf.set_font("times", size=9)
    place = characters = 0
    for _ in range(PAGES):
        pdf.add_page()
        for line in range(LINES):
            said = " ".join(words[(place + at) % len(words)] for at in range(WORDS))
            said = said.encode("latin-1", "ignore").decode("latin-1")
            place, characters = place + WORDS, characters + len(said)
            pdf.text(30, 40 + line * 10.5, said)
    return bytes(pdf.output()), characters
