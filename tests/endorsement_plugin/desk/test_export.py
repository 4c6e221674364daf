"""A spreadsheet that a spreadsheet program cannot be made to run."""

import openpyxl  # type: ignore[import-untyped]
import pytest

from endorsement_plugin.desk.viewsets.export import harmless


@pytest.mark.parametrize(
    "value",
    ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "  =1", '=HYPERLINK("x")', "＝1", "＋1", "－1", "＠x"],
)
def test_what_would_compute_does_not(value):
    assert harmless(value) == f"'{value}"


@pytest.mark.parametrize("value", ["Ina", "a=b", "", 3, None, True])
def test_the_rest_stays_as_it_is(value):
    assert harmless(value) == value


def test_signs_that_no_cell_can_hold_are_left_out():
    written = "".join(map(chr, range(128)))
    openpyxl.Workbook().active.append([harmless(f"Ina{written}")])
    assert harmless("I\x0bna \x01=1\n") == "Ina =1\n"
    assert harmless("\x0c=1") == "'=1"
