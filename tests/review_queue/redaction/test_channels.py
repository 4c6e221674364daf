"""A file that names its author in 24 ways, and what is left of them after this and that."""

import io

import pikepdf
import pypdf
import pypdfium2
import pytest

from review_queue.anonymization.identifiers import Identifier, Kind
from review_queue.anonymization.mask import Masker
from review_queue.redaction.reasons import Reason
from review_queue.redaction.redact import redact_pdf
from review_queue.redaction.rescan import rescan
from tests.review_queue.leaky_pdf import CHANNELS, MARKERS, PROSE, leaky_pdf


def naming(*channels: str) -> list[Identifier]:
    return [Identifier(Kind.NICKNAME, MARKERS[channel]) for channel in channels]


def survivors(data: bytes) -> set[str]:
    return {channel for channel in CHANNELS if rescan(data, naming(channel))}


@pytest.fixture(scope="module")
def leaky() -> bytes:
    return leaky_pdf()


@pytest.fixture(scope="module")
def redacted(leaky):
    """Only the name that can be read is known; the other 23 nobody told us."""
    return redact_pdf(leaky, Masker(naming("visible text")))


def test_the_untouched_file_gives_all_24_away(leaky):
    assert len(set(MARKERS.values())) == 24
    assert survivors(leaky) == set(CHANNELS)


def test_the_file_is_an_ordinary_one(leaky):
    with pikepdf.open(io.BytesIO(leaky)) as pdf:
        assert pdf.check_pdf_syntax() == []
    text = pypdf.PdfReader(io.BytesIO(leaky)).pages[0].extract_text()
    assert PROSE in text
    assert "A second version" in text


def test_taking_the_metadata_away_leaves_22(leaky):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(leaky))
    writer.metadata = None
    cleaned = io.BytesIO()
    writer.write(cleaned)
    assert set(CHANNELS) - survivors(cleaned.getvalue()) == {"docinfo author", "earlier revision"}


def test_drawing_it_again_leaves_none(redacted):
    assert survivors(redacted.pdf) == set()


def test_what_may_stay_has_stayed(redacted):
    text = " ".join(redacted.text.split())
    assert text == f"{PROSE} [NAME-1] A second version of this line."
    assert [(span.kind, span.source) for span in redacted.masked.spans] == [("NAME", "identity")]


def test_the_visible_name_is_black(redacted):
    with pypdfium2.PdfDocument(redacted.pdf) as document:
        page = document[0].render(scale=1).to_pil().convert("L")
    # The name stood 36 points from the left edge of the crop box, its base 96 points from the upper edge.
    name = page.crop((38, 86, 150, 96))
    assert name.histogram()[0] > name.width * name.height / 2


def test_the_page_is_what_the_crop_box_showed(redacted):
    page = pypdf.PdfReader(io.BytesIO(redacted.pdf)).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (540, 720)


def test_a_person_is_told_what_to_look_at(redacted):
    assert {look.reason for look in redacted.looks} == {Reason.PICTURE, Reason.HIDDEN_TEXT, Reason.LEFT_OUT}
    assert redacted.needs_a_person


def test_nothing_but_pages_is_in_the_new_file(redacted):
    with pikepdf.open(io.BytesIO(redacted.pdf)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang"}
        assert set(pdf.trailer.keys()) <= {"/ID", "/Root", "/Size"}
        assert set(pdf.pages[0].obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}


def test_the_same_file_comes_out_the_same(leaky, redacted):
    assert redact_pdf(leaky, Masker(naming("visible text"))).pdf == redacted.pdf
