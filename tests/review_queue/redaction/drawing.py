"""Small PDF files for the tests of redaction, drawn by us."""

import io

import pikepdf
import pypdfium2
from fpdf import FPDF
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfWriter

from review_queue.anonymization.identifiers import read
from review_queue.anonymization.mask import Masker

PERSON = [
    {"kind": "given_name", "value": "Leilani"},
    {"kind": "family_name", "value": "Kahale-Quill"},
    {"kind": "employer", "value": "Tidepool Family Center"},
    {"kind": "phone", "value": "(808) 555-0142"},
    {"kind": "email", "value": "lquill@example.org"},
]


def masker() -> Masker:
    return Masker(read(PERSON))


def page_of() -> FPDF:
    """A document with one empty page of 595 x 842 points; `text(x, y, words)` counts from the upper left."""
    pdf = FPDF(unit="pt")
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    return pdf


def written(pdf: FPDF) -> bytes:
    return bytes(pdf.output())


def lines(*texts: str) -> bytes:
    pdf = page_of()
    for number, text in enumerate(texts):
        pdf.text(72, 100 + 30 * number, text)
    return written(pdf)


def framed(words: str = "She sleeps.", *, size: float = 12, **keys) -> bytes:
    """A page of 612 x 792 points with these words, and what is said of it: MediaBox, CropBox, UserUnit."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(612, 792))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(f"BT /F1 {size} Tf {6 * size} {8 * size} Td ({words}) Tj ET".encode())
        for key, value in keys.items():
            page.obj[f"/{key}"] = Array(value) if isinstance(value, list) else value
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def said_otherwise(drawn: str, said: str, font: str = "Helvetica") -> bytes:
    """A page that draws one word and says another, letter for letter, by what its font says of each."""
    pairs = dict(zip(drawn, said, strict=True))
    meanings = "\n".join(f"<{ord(code):02x}> <{ord(letter):04x}>" for code, letter in pairs.items())
    told = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def "
        f"1 begincodespacerange <00> <ff> endcodespacerange {len(pairs)} beginbfchar\n{meanings}\nendbfchar "
        "endcmap end end"
    )
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(612, 792))
        plain = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{font}"))
        lying = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{font}"))
        lying.ToUnicode = pdf.make_stream(told.encode())
        page.Resources = Dictionary(Font=Dictionary(F1=plain, F2=lying))
        content = f"BT /F1 12 Tf 72 700 Td (I thank ) Tj /F2 12 Tf ({drawn}) Tj /F1 12 Tf ( for all.) Tj ET"
        page.Contents = pdf.make_stream(content.encode())
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def replaced(drawn: str, said: str) -> bytes:
    """A page that draws one word and gives another in its place, as tagged files may."""
    with pikepdf.open(io.BytesIO(framed())) as pdf:
        content = (
            f"BT /F1 12 Tf 72 96 Td (I am ) Tj /Span <</ActualText ({said})>> BDC ({drawn}) Tj EMC (.) Tj ET"
        )
        pdf.pages[0].Contents = pdf.make_stream(content.encode())
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def scan(words: str) -> Image.Image:
    """A photograph of a page with these words, without a letter of text."""
    image = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(image).text((200, 300), words, fill=0, font=ImageFont.load_default(40))
    return image


def scanned(words: str) -> bytes:
    pdf = page_of()
    pdf.image(scan(words), 0, 0, 595, 842)
    return written(pdf)


def in_signs() -> bytes:
    """Two signs of a font that does not say which letters they are."""
    with pikepdf.new() as pdf:
        shape = pdf.make_stream(b"600 0 0 0 600 700 d1 0 0 300 700 re f")
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 600, 700]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(sign=shape),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, Name.sign, Name.sign])),
            FirstChar=1,
            LastChar=2,
            Widths=Array([600, 600]),
        )
        page = pdf.add_blank_page(page_size=(300, 300))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(b"BT /F1 20 Tf 50 200 Td <0102> Tj ET")
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def turned(data: bytes, degrees: int) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.pages[0].rotate(degrees)
    return saved(writer)


def saved(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def text_of(data: bytes) -> str:
    """What a viewer copies out of the file, with single blanks."""
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())
