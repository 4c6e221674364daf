"""Whatever the file does to the child, we get pages or a refusal in words, and never a leftover."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfWriter

from review_queue.redaction.redact import redact_pdf
from review_queue.redaction.refusals import WORDS, CannotRedact
from review_queue.redaction.rendering import Drawing, Limits, drawn
from tests import pdfs
from tests.review_queue.redaction.drawing import lines, masker, page_of, saved, written

LIMITS = Limits(cpu=300, wall=600)  # a busy machine may take its time
TIME_ONLY = replace(LIMITS, characters=10**9, memory=16 * 1024**3)
"""On a quick machine the memory would run out first."""


def refusal(data: bytes, limits: Limits = LIMITS) -> CannotRedact:
    with pytest.raises(CannotRedact) as refused:
        redact_pdf(data, masker(), limits=limits)
    assert str(refused.value) == WORDS[refused.value.reason]
    return refused.value


def read(data: bytes, limits: Limits = LIMITS) -> list[Drawing]:
    with drawn(data, limits) as pages:
        return pages


def sized(width: float, height: float) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=width, height=height)
    return saved(writer)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"hello", "not_pdf"),
        (pdfs.disguised_html(), "not_pdf"),
        (b"%PDF-1.7\nand no more", "unreadable"),
        (pdfs.encrypted(), "password"),
        (pdfs.no_pages(), "unreadable"),
        (pdfs.too_many_pages(), "too_many_pages"),
    ],
    ids=["empty", "words", "html", "head", "password", "no-pages", "201-pages"],
)
def test_refused_in_words(data, reason):
    assert refusal(data).reason == reason


def test_too_large():
    assert refusal(lines("hello"), replace(LIMITS, size=500)).reason == "too_big"


def test_too_much_text():
    assert refusal(lines("hello, hello"), replace(LIMITS, characters=5)).reason == "too_complex"


def test_too_many_pixels_altogether():
    assert refusal(lines("hello"), replace(LIMITS, pixels=1000)).reason == "too_complex"


def test_more_output_than_allowed():
    assert refusal(lines("hello"), replace(LIMITS, output=10_000)).reason == "too_complex"


def test_a_file_that_unpacks_to_more_than_the_memory_kills_only_the_child():
    assert refusal(pdfs.bomb(500), replace(LIMITS, memory=300 * 1024 * 1024)).reason == "too_complex"


def test_a_file_that_takes_too_long_is_stopped():
    """By the wall clock alone: its processor time would last for hours."""
    assert refusal(pdfs.endless_text(), replace(TIME_ONLY, cpu=10_000, wall=1)).reason == "too_slow"


def test_a_file_that_takes_too_much_of_the_processor_is_stopped():
    assert refusal(pdfs.endless_text(), replace(TIME_ONLY, cpu=1)).reason == "too_slow"


def test_a_file_protected_against_changes_is_drawn():
    assert len(read(pdfs.protected_against_changes())) == 2


def test_scripts_and_attachments_are_not_a_reason_to_refuse():
    assert len(read(pdfs.scripted())) == len(read(pdfs.with_attachment())) == 2


def test_a_huge_page_is_drawn_smaller():
    page = read(sized(14_400, 14_400))[0]
    assert page.width * page.height <= LIMITS.page_pixels + page.width + page.height


def test_characters_stand_where_their_ink_is():
    pdf = page_of()
    pdf.text(72, 100, "I")
    with drawn(written(pdf), LIMITS) as (page,):
        box = page.boxes[page.text.index("I")]
        pixels = page.pixels()
    assert box
    dark = [at for at, value in enumerate(pixels) if value < 128]
    assert {at % page.width for at in dark} <= set(range(box.left, box.right))
    assert {at // page.width for at in dark} <= set(range(box.top, box.bottom))


def test_pixels_are_gone_with_the_drawing():
    with drawn(lines("hello"), LIMITS) as (page,):
        assert len(page.pixels()) == page.width * page.height
    with pytest.raises(ValueError, match="closed"):
        page.pixels()


def test_a_truncated_file_is_refused_or_drawn_as_far_as_it_goes():
    whole = pdfs.good()
    assert refusal(whole[:100]).reason == "unreadable"
    assert len(read(whole[:-6])) == 2


def test_an_unknown_reason_gets_a_true_sentence():
    assert str(CannotRedact("who knows")) == WORDS["unreadable"]


def test_pages_come_in_their_order():
    writer = PdfWriter(clone_from=io.BytesIO(lines("She sleeps.")))
    for _ in range(2):
        writer.append(io.BytesIO(lines("She wakes.")))
    texts = [page.text.strip() for page in read(saved(writer))]
    assert texts == ["She sleeps.", "She wakes.", "She wakes."]
