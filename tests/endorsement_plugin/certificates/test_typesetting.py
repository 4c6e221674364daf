"""A certificate is accessible, says what it is given and no more, and is the same for the same record."""

import io
import os
from datetime import date
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pdfua import validate
from PIL import Image

from endorsement_plugin.certificates.typesetting.process import Limits, Unset
from endorsement_plugin.isolation import Unfinished
from endorsement_plugin.registry.verification import address_to_verify
from tests.endorsement_plugin.certificates.setting import (
    LIMITS,
    pdf_of,
    sides_of_signs,
    structure_of,
    text_of,
    valid,
)
from tests.factories.credentials import make_association
from tests.qr_codes import photograph, read_qr_codes

pytestmark = pytest.mark.django_db

NAMES = [
    "Keʻalohilani Nakamura-O’Brien",
    "Kauʻi Kahaʻi, PhD, IMH-E®",
    "محمد عبد الرحمن الحسيني",
    "שרה בת־אברהם לוי",
    "सुनीता शर्मा",
    "田中 花子",
    "たなか はなこ",
    "김민지",
    "Nguyễn Thị Ánh Tuyết",
    "Ђорђе Ћирић",
    "Αικατερίνη Παπαδοπούλου",
    "ნინო გელაშვილი",
    "สมหญิง ใจดี",
]


WIDTH, MARGIN = 792, 60
"""Points of US Letter, lying."""


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (300, 100), "#7a2e55").save(drawn, "PNG")
    return drawn.getvalue()


def test_an_independent_checker_finds_no_fault(tmp_path: Path):
    make_association(name="Association with a logo", signed_by="Kauʻi Nakamura", signed_as="President")
    held = valid(designation="Clinical")
    file = tmp_path / "certificate.pdf"
    file.write_bytes(pdf_of(held, picture=picture(), logo="Logo of the association"))
    report = validate(str(file))
    assert [str(finding) for finding in report.findings] == []


def test_it_says_of_itself_what_programs_that_read_aloud_need():
    held = valid()
    with pikepdf.open(io.BytesIO(pdf_of(held))) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).startswith("en")
        assert root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == f"Certificate of Endorsement: {held.name}, {held.credential.name}"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata.pdfa_status == "2A"
        fonts = [font for page in document.pages for font in page.Resources.Font.as_dict().values()]
        assert fonts
        for font in fonts:
            assert "/ToUnicode" in font
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())
        assert all(page.get("/Tabs") == "/S" for page in document.pages)


def test_reading_order_headings_and_pictures():
    held = valid()
    pdf = pdf_of(held, picture=picture(), logo="Logo of the association")
    structure = structure_of(pdf)
    assert [tag for tag, _ in structure].count("/H1") == 1
    pictures = [alt for tag, alt in structure if tag == "/Figure"]
    assert pictures[0] == "Logo of the association"
    assert pictures[1].startswith("QR code that leads to http")
    assert held.verification_code in pictures[1]
    text = text_of(pdf)
    order = [held.name, "is endorsed as", held.credential.name, held.number, "Valid until"]
    places = [text.index(one) for one in order]
    assert places == sorted(places)


@pytest.mark.parametrize(("dots", "turned"), [(72, 0), (100, 11), (150, 90), (300, 180)])
def test_the_qr_code_is_read_from_paper_as_the_address_that_stands_beside_it(dots: int, turned: int):
    held = valid()
    pdf = pdf_of(held)
    (address,) = read_qr_codes(photograph(pdf, dots=dots, turned=turned))
    assert address == address_to_verify(held)
    assert address in text_of(pdf).replace(" ", "")


@pytest.mark.parametrize("name", NAMES)
def test_every_script_is_set_and_can_be_read_again(name: str):
    pdf = pdf_of(valid(name=name))
    signs = {sign for sign in name if sign.isalnum()}
    assert signs <= set(text_of(pdf)), f"{signs - set(text_of(pdf))} cannot be read"
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1


@pytest.mark.parametrize("name", ["Maria Wilhelmina " * 11, "X" * 200, "ʻŌ" * 100, "W W " * 50])
def test_a_name_of_two_hundred_signs_stays_whole_on_one_page(name: str):
    name = name.strip()
    pdf = pdf_of(valid(name=name))
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1
    assert name.replace(" ", "") in text_of(pdf).replace(" ", "")
    assert all(left > MARGIN and right < WIDTH - MARGIN for left, right in sides_of_signs(pdf))


MARKUP = [
    '#read("/etc/passwd")',
    "#let x = 1 #x",
    r"\u{41} \ $a^2$ *b* _c_ `d` <e> @f ~g --- ... // h",
    "]#panic()[",
    '#import "@preview/x:1.0.0"',
    "%PDF- {{ x }} {% y %} </script>",
    '", "name": "Otto',
]


@pytest.mark.parametrize("name", MARKUP)
def test_what_looks_like_markup_is_a_name(name: str):
    assert "".join(name.split()) in "".join(text_of(pdf_of(valid(name=name))).split())


def test_the_same_record_gives_the_same_bytes():
    held = valid()
    assert pdf_of(held) == pdf_of(held)
    assert pdf_of(held) != pdf_of(held, name="Otto Other")


def test_it_is_read_that_one_is_provisional():
    until = date(2199, 1, 31)
    held = valid(state="provisional", provisional_label="Emerging", provisional_until=until)
    assert "Emerging: some requirements are still to be shown, by 31 January 2199" in text_of(pdf_of(held))


@pytest.mark.parametrize("name", ["𒀀𒀁", "ⵣⵣⵣ", "\ue000"])
def test_a_sign_that_no_typeface_has_is_refused_never_left_out(name: str):
    with pytest.raises(Unset) as refused:
        pdf_of(valid(name=name))
    assert refused.value.reason == "characters"


@pytest.mark.parametrize(
    "limits",
    [Limits(memory=64 * 1024 * 1024, cpu=60, wall=300), Limits(memory=LIMITS.memory, cpu=60, wall=0)],
)
def test_a_process_without_room_or_time_is_not_the_certificates_fault(limits: Limits):
    with pytest.raises(Unfinished):
        pdf_of(valid(), limits=limits)


def test_it_needs_nothing_of_this_machine(monkeypatch: pytest.MonkeyPatch):
    """Neither its typefaces nor its environment: they would make another file elsewhere."""
    held = valid()
    usual = pdf_of(held)
    monkeypatch.setitem(os.environ, "TYPST_FONT_PATHS", "/usr/share/fonts")
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", "1")
    assert pdf_of(held) == usual
