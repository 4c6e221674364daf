"""Spreadsheets: numbers stay numbers, formulas become text."""

import csv
import io

import pytest

from review_queue.staff.reports.sheets import MEASURED, Sheet, as_csv, harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", '=HYPERLINK("x")', "＝1", "＠x"]
)
def test_what_would_run_is_made_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["Ada", "1-2", "", 3, -0.5, 0])
def test_what_is_harmless_is_left_alone(cell):
    assert harmless(cell) == cell


def test_a_sheet_is_utf8_with_a_mark_and_empty_cells_for_nothing():
    text = as_csv(Sheet(("name", "value"), [("Kāne", None), ("=x", -1.5)]))
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:]))) == [["name", "value"], ["Kāne", ""], ["'=x", "-1.5"]]


def test_every_figure_has_its_interval_beside_it():
    for name in ("exact", "kappa", "weighted_kappa", "alpha", "icc_single", "icc_average", "standardized"):
        at = MEASURED.index(name)
        assert MEASURED[at : at + 3] == (name, f"{name}_low", f"{name}_high")
