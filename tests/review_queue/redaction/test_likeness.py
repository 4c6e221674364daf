"""Words that are drawn otherwise than the file says are told, with their page; ordinary ones are not."""

import random
import string
from collections.abc import Sequence
from pathlib import Path

import manimgx_fonts
import pytest
import typst
from fpdf import FPDF
from PIL import Image
from playwright.sync_api import Page

from review_queue.anonymization.spans import Find, Label, Source
from review_queue.anonymization.tokens import Numbering, replace
from review_queue.redaction.doubted import MOST, _sentence, doubted
from review_queue.redaction.glyphs import Glyph, visible
from review_queue.redaction.likeness import FONTS, odd_words
from review_queue.redaction.pixels import picture
from review_queue.redaction.reasons import Reason, why_look
from review_queue.redaction.redact import Look, redact_pdf
from review_queue.redaction.rendering import Limits, drawn
from tests.review_queue.anonymization.test_linear import MOST as MOST_GROWTH
from tests.review_queue.anonymization.test_linear import growth
from tests.review_queue.redaction.drawing import lines, masker, replaced, said_otherwise

NAMES = ("Leilani", "Kahale", "Margaret", "Johnson", "Okafor", "Nguyen", "Ruth")
PROSE = (
    "The infant settles when her mother hums, and looks away on purpose after a while. The visitor waits, "
    "wonders aloud what the turn may mean, and names the effort: feeding took 40 minutes on Tuesday, 25 on "
    "Friday. "
    "Affect and office, fjord, waffle, quick brown foxes jumped; Koa's grandmother KNOWS 1 of 3 lullabies."
)
NOTO = Path(manimgx_fonts.__file__).parent / "NotoSans[wght].ttf"


def odd(data: bytes) -> tuple[int, list[str]]:
    """How many letters there are, and the words that are doubted."""
    letters, found = 0, []
    with drawn(data, Limits()) as pages:
        for number, page in enumerate(pages):
            image = picture(page.width, page.height, page.pixels())
            glyphs = visible(page, image, number)
            letters += sum(glyph.letter.isalnum() for glyph in glyphs)
            found += ["".join(one.letter for one in glyphs[a:b]) for a, b in odd_words(glyphs, image)]
    return letters, found


def disguised(name: str, number: int) -> str:
    """Other letters for those of the name, the same one for each."""
    chosen = random.Random(number)
    letters = {
        letter: chosen.choice([one for one in pool if one.lower() != letter.lower()])
        for letter in name
        for pool in (string.ascii_uppercase if letter.isupper() else string.ascii_lowercase,)
    }
    return "".join(letters[letter] for letter in name)


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Times-BoldItalic", "Courier"])
def test_a_font_that_says_other_letters_than_it_draws(font: str):
    missed = [
        name
        for seed, name in enumerate(NAMES)
        if not odd(said_otherwise(name, disguised(name, seed), font))[1]
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("Leilani", "baby"), ("Leilani", "the mother"), ("Johnson", "mother"), ("Ina", "child")],
)
def test_words_that_are_given_in_place_of_a_name(name: str, said: str):
    assert odd(replaced(name, said))[1]


def test_the_clearer_is_told_the_page_and_the_words():
    redacted = redact_pdf(replaced("Leilani", "the mother"), masker())
    (look,) = redacted.looks
    assert look == Look(1, Reason.UNLIKE, "“the”, “mother” are")
    told = "drawn otherwise than the file says: a name may have been missed. Read this page."
    assert why_look(look.reason, look.words) == f"“the”, “mother” are {told}"
    assert why_look(look.reason, "") == f"Some words are {told}"


def test_a_name_is_never_among_the_words():
    redacted = redact_pdf(said_otherwise("another", "Leilani"), masker())
    assert [(look.reason, look.words) for look in redacted.looks] == [(Reason.UNLIKE, "“[NAME-1]” is")]


@pytest.fixture
def every_word_odd(monkeypatch):
    """Words of one letter, with a blank after each."""
    monkeypatch.setattr(
        "review_queue.redaction.doubted.odd_words",
        lambda page, _: [(place, place + 1) for place in range(0, len(page), 2)],
    )


def told(texts: Sequence[str], finds: Sequence[Find]) -> dict[int, str]:
    pages = [[Glyph(letter, None, number) for letter in text] for number, text in enumerate(texts)]
    masked = replace("".join(texts), [*finds], [], Numbering())
    return doubted(pages, [Image.new("L", (1, 1))] * len(pages), finds, masked)


def named(start: int, end: int, entity: str) -> Find:
    return Find(start, end, Label.NAME, entity, Source.IDENTITY)


def test_each_word_is_told_by_the_mark_that_it_touches(every_word_odd):
    finds = [named(2, 3, "one"), named(5, 9, "two")]
    assert told(["a b c ", "d e f ", "g "], finds) == {
        0: "“a”, “[NAME-1]”, “c” are",
        1: "“[NAME-2]”, “f” are",
        2: "“g” is",
    }


def test_many_words_beside_many_marks_take_no_longer_than_their_share(every_word_odd):
    def work(text: str) -> None:
        told([text], [named(place, place + 1, str(place)) for place in range(0, len(text), 4)])

    assert growth(work, "a ") < MOST_GROWTH


def test_of_many_words_a_few_are_told():
    assert _sentence([str(number) for number in range(MOST + 3)]).endswith("“7” and 3 more are")


@pytest.mark.parametrize("font", ["helvetica", "times", "courier"])
@pytest.mark.parametrize("style", ["", "B", "I", "BI"])
def test_what_fpdf_prints_is_not_doubted(font: str, style: str):
    pdf = FPDF()
    pdf.add_page()
    for size in (9, 11, 14):
        pdf.set_font(font, style, size)
        pdf.multi_cell(0, 6, PROSE, new_x="LMARGIN", new_y="NEXT")
    letters, found = odd(bytes(pdf.output()))
    assert letters > 500
    assert found == []


def test_a_font_of_its_own_is_not_doubted():
    pdf = FPDF()
    pdf.add_page()
    pdf.add_font("noto", "", NOTO)
    pdf.set_font("noto", size=11)
    pdf.multi_cell(0, 6, PROSE)
    assert odd(bytes(pdf.output()))[1] == []


def test_what_typst_sets_is_not_doubted(tmp_path: Path):
    source = tmp_path / "answer.typ"
    source.write_text(f"{PROSE}\n\n*{PROSE}*\n\n_{PROSE}_\n", encoding="utf-8")
    assert odd(typst.compile(str(source)))[1] == []


@pytest.mark.browser
def test_what_chromium_prints_is_not_doubted(page: Page):
    families = ("Arial", "Times New Roman", "Georgia", "Courier New", "sans-serif", "serif")
    said = "".join(
        f"<p style=\"font: {style} {size}px '{family}'\">{PROSE}</p>"
        for family in families
        for style in ("normal", "italic", "bold")
        for size in (12, 16)
    )
    page.set_content(said)
    letters, found = odd(page.pdf())
    assert letters > 5000
    assert len(found) <= 2


def test_the_fonts_that_letters_are_compared_with_are_all_there():
    assert len(FONTS) == 12
    assert odd(lines(PROSE[:60]))[1] == []
