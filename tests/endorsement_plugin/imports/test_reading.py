"""Spreadsheets as people save them, and files that are none."""

import tracemalloc
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from endorsement_plugin.imports.reading import Unreadable, read_rows
from endorsement_plugin.imports.reading.workbooks import FORMULA, MOST_UNPACKED
from tests.factories.imports import HEADINGS, INA, sheet, workbook

ROWS = [INA, ("OLD-2", "Zoë", "Kaʻiulani", "", "IFS", "31.03.2019", "Übrig; a, b", "no")]


def read(content: bytes, most: int = 100) -> list[tuple[int, list[str]]]:
    return list(read_rows(BytesIO(content), most=most))


def refusal(content: bytes, most: int = 100) -> str:
    with pytest.raises(Unreadable) as refused:
        read(content, most)
    return refused.value.message


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_separator_and_encoding_of_spreadsheet_programs(sign, encoding):
    rows = read(sheet(ROWS, encoding=encoding, sign=sign))
    assert rows[0] == (1, list(HEADINGS))
    assert rows[2] == (3, list(ROWS[1]))


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_windows_1252(sign):
    rows = read(sheet([("OLD-2", "Zoë", "O’Brien – Müller")], encoding="cp1252", sign=sign))
    assert rows[1][1] == ["OLD-2", "Zoë", "O’Brien – Müller"]


def test_a_first_line_that_names_the_separator_is_no_row():
    rows = read(b"sep=;\r\n" + sheet([INA], sign=";"))
    assert rows[0] == (2, list(HEADINGS))
    assert rows[1][0] == 3


def test_cells_with_line_breaks_and_quotes_stay_whole():
    rows = read(b'a,b\r\n"one\r\ntwo","say ""yes"""\r\n')
    assert rows[1][1] == ["one\r\ntwo", 'say "yes"']


def test_blank_rows_are_no_rows_and_count_as_lines():
    assert [number for number, _ in read(b"a,b\n\n,,\n1,2\n")] == [1, 4]


def test_a_workbook_says_days_and_numbers_as_people_type_them():
    from datetime import date, datetime

    rows = read(workbook([(17, 2.5, date(2024, 3, 31), datetime(2024, 3, 31, 9, 30), True, None, "x")]))  # noqa: DTZ001
    assert rows[1][1] == ["17", "2.5", "2024-03-31", "2024-03-31 09:30", "yes", "", "x"]


def test_a_formula_is_told_from_text():
    rows = read(workbook([("=A1&B1", "plain")]))
    assert rows[1][1] == [f"{FORMULA}A1&B1", "plain"]


def packed(parts: dict[str, bytes], *, declared: dict[str, int] | None = None) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A sound workbook with one part more, or with another content for one."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook([INA]))) as sound,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for one in sound.namelist():
            if one != name:
                bad.writestr(one, sound.read(one))
        bad.writestr(name, content)
    return out.getvalue()


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    bomb = with_part("xl/media/zeros.bin", b"\0" * (MOST_UNPACKED + 1))
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    try:
        assert "unpacks to far more" in refusal(bomb)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_macros_are_refused():
    assert "holds macros" in refusal(with_part("xl/vbaProject.bin", b"x"))


def test_entities_are_not_expanded():
    evil = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>'
    )
    content = with_part("xl/sharedStrings.xml", evil)
    try:
        rows = read(content)
    except Unreadable:
        return
    assert "aaaaaaaaaaaaaaaaaaaa" not in str(rows)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "of an old kind, or one with a password"),
        (packed({"a.txt": b"no workbook"}), "an archive and no workbook"),
        (workbook([INA])[:-200], "could not be read"),
        (with_part("xl/worksheets/sheet1.xml", b"<broken"), "could not be read"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0" * 9, "no spreadsheet that can be read"),
        (b"a,b\n\x81\x8d\x8f\n", "no spreadsheet that can be read"),
        (b"a,b\n" + b"x," * 70 + b"x\n", "more than 60 columns"),
        (b'a,b\n"' + b"x" * 3000 + b'",1\n', "more than 2,000 characters"),
        (b"a\n" + b"x\n" * 11, "more than 10 rows"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_words(content, said):
    assert said in refusal(content, most=10)


def test_a_sheet_with_a_cell_far_away_is_read_in_bounded_time():
    book = Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, 2])
    book.active.cell(row=1_048_576, column=16_384, value="x")
    out = BytesIO()
    book.save(out)
    assert [number for number, _ in read(out.getvalue())] == [1, 2]


def test_ten_thousand_rows_are_held_one_at_a_time():
    content = BytesIO(sheet([INA] * 10_000))
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_rows(content, most=20_000)) == 10_001
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
