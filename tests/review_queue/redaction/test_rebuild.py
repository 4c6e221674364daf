"""The new file: pictures and words, the same bytes every time."""

import io
import zlib

import pikepdf
import pytest
from PIL import Image

from review_queue.redaction.geometry import Box
from review_queue.redaction.layer import Word
from review_queue.redaction.pixels import encode
from review_queue.redaction.rebuild import Alphabet, Sheet, rebuild
from tests.review_queue.redaction.drawing import text_of

WHITE = Image.new("L", (600, 800), 255)


def sheet(image: Image.Image = WHITE) -> Sheet:
    return Sheet(*image.size, *encode(image))


def line(*texts: str) -> list[Word]:
    return [Word(0, text, Box(20, 50 + 40 * row, 580, 70 + 40 * row)) for row, text in enumerate(texts)]


@pytest.mark.parametrize(
    "text",
    [
        "She sleeps.",
        "Младенец спит.",
        "Η μητέρα.",
        "ʻOhana, mālama, e kōkua",
        "赤ちゃん",
        "(a\\b) <c> é ÿ",
        "𝒳 🙂",
    ],
)
def test_words_copy_out_of_the_file_in_any_alphabet(text):
    assert text_of(rebuild([sheet()], line(text), 150)) == text


def test_more_letters_than_a_font_holds():
    letters = [chr(0x4E00 + number) for number in range(500)]
    alphabet = Alphabet(letters)
    assert [len(font) for font in alphabet.fonts] == [224, 224, 224, 52]
    assert text_of(rebuild([sheet()], line("".join(letters[220:230])), 150)) == "".join(letters[220:230])


def test_lines_stay_lines():
    assert text_of(rebuild([sheet()], line("One.", "Two."), 150)) == "One. Two."


def test_pages_have_their_size_in_points():
    with pikepdf.open(io.BytesIO(rebuild([sheet()], [], 150))) as pdf:
        assert [round(side, 1) for side in pdf.pages[0].mediabox] == [0, 0, 288, 384]


def test_same_input_same_bytes():
    assert rebuild([sheet()], line("One."), 150) == rebuild([sheet()], line("One."), 150)


def test_a_large_picture_becomes_a_photograph_without_anything_but_pixels():
    noise = Image.effect_noise((900, 900), 80)
    encoding, data = encode(noise)
    assert encoding == "/DCTDecode"
    assert len(data) < len(zlib.compress(noise.tobytes(), 9))
    with Image.open(io.BytesIO(data)) as photo:
        assert photo.size == noise.size
        assert not photo.getexif()
        assert set(photo.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_small_picture_stays_exact():
    encoding, data = encode(WHITE)
    assert (encoding, zlib.decompress(data)) == ("/FlateDecode", WHITE.tobytes())
