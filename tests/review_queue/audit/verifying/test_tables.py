"""Cells of an untouched pack hold, whatever their words begin with."""

import csv
import io

import pytest

from review_queue.staff.reports.sheets import Sheet, as_csv
from review_queue.verifier.recomputed.people import _one_name
from review_queue.verifier.tables import compare

NAMES = ("'Ohana Lee", "=Lee", "'=Lee", "Lee")


@pytest.mark.parametrize("name", NAMES)
def test_words_that_a_spreadsheet_would_run_or_that_begin_with_an_apostrophe_hold(name):
    rows = written(name)
    for expected in (name, rows[0]["reviewer"]):  # as it was sealed, or as another table has it
        assert list(compare("habits.csv", ("scorer",), {("R1",): {"reviewer": expected}}, rows)) == []


@pytest.mark.parametrize("name", NAMES)
def test_other_words_are_named(name):
    (said,) = compare("habits.csv", ("scorer",), {("R1",): {"reviewer": name}}, written(f"{name}x"))
    assert said.startswith("habits.csv, R1: reviewer is ")


def written(name: str) -> list[dict[str, str]]:
    text = as_csv(Sheet(("scorer", "reviewer"), [("R1", name)]))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_name_that_a_spreadsheet_would_run_is_one_name():
    """A criterion or a person may be called so: its cell has an apostrophe in front."""
    assert [*_one_name({"c1": "-Repair"}, [("marks.csv", "c1", "'-Repair")])] == []
    assert [*_one_name({"c1": "-Repair"}, [("marks.csv", "c1", "'-Repairs")])] == [
        "marks.csv: c1 has several names: -Repair, -Repairs."
    ]
