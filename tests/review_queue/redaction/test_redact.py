"""What is covered, what stays, and what a person is told."""

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from review_queue.anonymization.identifiers import Identifier, Kind, read
from review_queue.anonymization.mask import Masker
from review_queue.anonymization.spans import Label
from review_queue.redaction.finding import Phrase, _attached
from review_queue.redaction.geometry import Area, Box
from review_queue.redaction.glyphs import Glyph
from review_queue.redaction.pixels import cover
from review_queue.redaction.reasons import Reason
from review_queue.redaction.redact import Look, RedactedPdf, redact_pdf
from review_queue.redaction.refusals import StillIdentifies
from tests.review_queue.leaky_pdf import leaky_pdf
from tests.review_queue.redaction.drawing import (
    in_signs,
    lines,
    masker,
    page_of,
    scanned,
    text_of,
    turned,
    written,
)

ANSWER = "I am Leilani Kahale-Quill of Tidepool Family Center, call 808.555.0142."
MASKED = "I am [NAME-1] of [AGENCY-1], call [PHONE-1]."


def redact(data: bytes, **given) -> RedactedPdf:
    return redact_pdf(data, masker(), **given)


def flat(redacted: RedactedPdf) -> str:
    return " ".join(redacted.text.split())


def picture(redacted: RedactedPdf, page: int = 0) -> Image.Image:
    """The page at one pixel a point."""
    with pypdfium2.PdfDocument(redacted.pdf) as document:
        return document[page].render(scale=1).to_pil().convert("L")


def pixels(redacted: RedactedPdf) -> Image.Image:
    """The first page's picture itself."""
    with pypdfium2.PdfDocument(redacted.pdf) as document:
        return next(document[0].get_objects()).get_bitmap().to_pil()


def test_text_is_masked_and_copies_out_of_the_file_masked():
    redacted = redact(lines(ANSWER, "She sleeps."))
    assert flat(redacted) == text_of(redacted.pdf) == f"{MASKED} She sleeps."
    assert redacted.pages == 1
    assert redacted.looks == ()
    assert not redacted.needs_a_person


def test_nothing_to_cover():
    redacted = redact(lines("The baby looks away."))
    assert flat(redacted) == text_of(redacted.pdf) == "The baby looks away."


def test_an_empty_page_stays_a_page():
    redacted = redact(written(page_of()))
    assert (redacted.pages, redacted.text.strip(), redacted.looks) == (1, "", ())


def test_tokens_agree_with_the_other_sections():
    shared = Masker([Identifier(Kind.AGENCY, "Tidepool Families"), Identifier(Kind.AGENCY, "Anuenue House")])
    assert shared.mask("At Anuenue House.").text == "At [AGENCY-1]."
    redacted = redact_pdf(lines("From Tidepool Families", "to Anuenue House"), shared)
    assert flat(redacted) == "From [AGENCY-2] to [AGENCY-1]"


def test_a_name_drawn_letter_by_letter_from_the_end():
    pdf = page_of()
    pdf.text(72, 100, "Thanks to")
    for place in reversed(range(len("Leilani"))):
        pdf.text(140 + 10 * place, 100, "Leilani"[place])
    redacted = redact(written(pdf))
    assert "[NAME-1]" in redacted.text
    assert not set("Lln") & set(flat(redacted).removeprefix("Thanks to"))
    assert not set("Lln") & set(text_of(redacted.pdf).removeprefix("Thanks to"))
    row = picture(redacted).crop((139, 88, 205, 103))
    assert row.histogram()[0] > row.width * row.height / 3


def test_a_name_divided_at_the_end_of_a_line():
    redacted = redact(lines("We thank Leilani Kahale-", "Quill for this."))
    assert flat(redacted) == "We thank [NAME-1] for this."
    left = picture(redacted).crop((72, 118, 100, 132))
    assert left.histogram()[0] > left.width * left.height / 3  # the label takes some of it


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages_are_covered_where_the_name_is(degrees):
    upright = redact(lines(ANSWER))
    redacted = redact(turned(lines(ANSWER), degrees))
    assert flat(redacted) == MASKED
    again = picture(redacted).rotate(degrees, expand=True)
    assert again.size == picture(upright).size
    name = again.crop((100, 90, 210, 102))
    assert name.histogram()[0] > name.width * name.height / 2


def test_text_too_pale_to_see_is_gone():
    pdf = page_of()
    pdf.set_text_color(250, 250, 250)
    pdf.text(72, 100, "Signed Anuenue")
    redacted = redact(written(pdf))
    assert redacted.text.strip() == ""
    assert picture(redacted).getextrema() == (255, 255)
    assert redacted.looks == (Look(1, Reason.HIDDEN_TEXT),)


def test_white_letters_between_the_letters_of_a_name_do_not_hide_it():
    pdf = page_of()
    for place, letter in enumerate("Leilani"):
        pdf.set_text_color(0, 0, 0)
        pdf.text(72 + 20 * place, 100, letter)
        pdf.set_text_color(255, 255, 255)
        pdf.text(82 + 20 * place, 100, "x")
    redacted = redact(written(pdf))
    assert flat(redacted) == "[NAME-1]"


def test_a_scan_needs_a_person():
    redacted = redact(scanned("Signed, Leilani"))
    assert redacted.looks == (Look(1, Reason.NO_TEXT),)
    assert redacted.needs_a_person


def test_signs_that_may_be_any_letter_need_a_person():
    redacted = redact(in_signs())
    assert redacted.text == "\ufffd\ufffd\n"
    assert redacted.looks == (Look(1, Reason.UNKNOWN_LETTERS),)


def test_what_a_person_marks_is_covered():
    area = Area(page=0, left=0.1, top=0.1, right=0.6, bottom=0.25)
    redacted = redact(scanned("Signed, Leilani"), areas=[area])
    assert picture(redacted).crop((62, 86, 355, 208)).getextrema() == (0, 0)


def test_text_that_a_person_marks_is_masked():
    area = Area(page=0, left=0.1, top=0.105, right=0.2, bottom=0.125)
    redacted = redact(lines("Anuenue waved.", "She sleeps."), areas=[area])
    assert "Anuenue" not in redacted.text
    assert redacted.text.startswith("[DETAIL-1]")
    assert "She sleeps." in text_of(redacted.pdf)


def test_a_page_that_is_not_there_cannot_be_marked():
    with pytest.raises(IndexError):
        redact(lines("One page."), areas=[Area(1, 0, 0, 1, 1)])


def test_notes_on_top_are_left_out_and_told():
    pdf = page_of()
    pdf.text(72, 100, "She sleeps.")
    pdf.text_annotation(200, 100, "Leilani wrote this")
    redacted = redact(written(pdf))
    assert redacted.looks == (Look(1, Reason.LEFT_OUT, "1 note"),)
    assert b"Leilani" not in redacted.pdf


def test_everything_left_out_is_counted_and_called_by_its_name():
    redacted = redact(leaky_pdf())
    assert [look.words for look in redacted.looks if look.reason is Reason.LEFT_OUT] == [
        "1 note, 2 form fields, 1 attached file"
    ]


def test_files_on_the_first_page_and_beside_it_are_counted_together():
    pdf = page_of()
    pdf.text(72, 100, "She sleeps.")
    with pikepdf.open(io.BytesIO(written(pdf))) as document:
        document.attachments["beside.txt"] = b"Leilani wrote this"
        pinned = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[72, 300, 90, 320]
        )
        document.pages[0].Annots = pikepdf.Array([pinned, pinned])
        changed = io.BytesIO()
        document.save(changed)
    assert [look.words for look in redact(changed.getvalue()).looks] == ["3 attached files"]


def test_of_links_only_those_are_told_that_showed_something():
    pdf = page_of()
    pdf.link(72, 300, 100, 20, "https://example.org/")
    assert redact(written(pdf)).looks == ()
    with pikepdf.open(io.BytesIO(written(pdf))) as document:
        document.pages[0].Annots[0].Contents = pikepdf.String("Leilani wrote this")
        document.pages[0].Annots.append(pikepdf.Dictionary(Type=pikepdf.Name.Annot))
        changed = io.BytesIO()
        document.save(changed)
    assert [look.words for look in redact(changed.getvalue()).looks] == [
        "1 link with a note or a picture, 1 other thing on top of the page"
    ]


def test_a_name_divided_in_a_column_that_is_drawn_row_by_row():
    pdf = page_of()
    rows = [("We thank Leilani Kahale-", "The infant settles when"), ("Quill for her help.", "she hums.")]
    for number, (left, right) in enumerate(rows):
        pdf.text(72, 100 + 14 * number, left)
        pdf.text(320, 100 + 14 * number, right)
    redacted = redact(written(pdf))
    assert flat(redacted) == "We thank [NAME-1] The infant settles when [NAME-1] for her help. she hums."
    rest = picture(redacted).crop((72, 104, 100, 116))
    assert rest.histogram()[0] > rest.width * rest.height / 3


def test_a_phrase_that_a_person_picked_is_covered_later():
    once = redact(lines(ANSWER, "With Anuenue, in anuenue", "by the sea."))
    again = redact_pdf(once.pdf, Phrase("anuenue", Label.PLACE, ["[NAME-1]", "[PLACE-4]"]))
    assert flat(again) == f"{MASKED} With [PLACE-5], in [PLACE-5] by the sea."
    assert text_of(again.pdf) == flat(again)
    changed = ImageChops.difference(pixels(once), pixels(again)).getbbox()
    assert changed
    assert changed[1] > 230  # the first line, with its boxes, is the same to the pixel


def test_a_word_picked_later_is_covered_to_its_end_whatever_the_widths_of_its_letters():
    once = redact(lines("With Wanda..."))
    ink = pixels(once).point(lambda level: 255 * (level < 128)).getbbox()
    again = redact_pdf(once.pdf, Phrase("wanda", Label.NAME, []), whole_words=True)
    assert flat(again) == "With [NAME-1]..."
    changed = ImageChops.difference(pixels(once), pixels(again)).getbbox()
    assert ink
    assert changed
    assert changed[2] >= ink[2] - 1
    assert changed[0] > ink[0] + 20  # the word before it is left alone


def test_the_rest_of_a_word_ends_at_a_blank_at_a_wide_letter_and_after_twelve():
    def attached(text: str) -> int:
        return _attached([Glyph(one, None if one == " " else Box(0, 0, 9, 9), 0) for one in text])

    assert [attached(text) for text in ("", " a", "'s it", ",中文", "x" * 40)] == [0, 0, 2, 1, 12]


@pytest.mark.parametrize("text", ["There is grace in it.", "A joyful, graceful youngster", "Hope marinates"])
def test_names_that_are_words_or_parts_of_words_block_nothing(text):
    names = [("given_name", "Grace"), ("family_name", "Young"), ("nickname", "Joy"), ("former_name", "Marin")]
    plain = Masker(read({"kind": kind, "value": value} for kind, value in names))
    assert flat(redact_pdf(lines(text), plain)) == text


def test_a_hit_in_the_result_blocks_it():
    """Had the first search overlooked a name, the second would not let it pass."""
    careless = Masker([])
    careless.identifiers = masker().identifiers
    with pytest.raises(StillIdentifies) as refused:
        redact_pdf(lines("For Leilani."), careless)
    assert "still contains something that identifies" in str(refused.value)
    assert refused.value.places
    assert "eilani" not in "".join((*refused.value.places, str(refused.value)))


def test_same_input_same_bytes():
    assert redact(lines(ANSWER)).pdf == redact(lines(ANSWER)).pdf


def test_a_label_gets_smaller_until_there_is_room():
    page = Image.new("L", (400, 100), 255)
    cover(page, Box(20, 20, 80, 60), "NAME-12")
    white = page.crop((22, 22, 78, 58)).histogram()[255]
    assert white > 20
    cover(page, Box(200, 20, 212, 60), "NAME-12")
    assert page.crop((202, 22, 210, 58)).getextrema() == (0, 0)
