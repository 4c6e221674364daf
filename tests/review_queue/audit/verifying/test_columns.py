"""Each column of each table, changed in an unpacked pack: found, and named with its file."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from review_queue.verifier.chain import Told
from review_queue.verifier.main import faults
from review_queue.verifier.pack import Pack
from review_queue.verifier.recomputed.places import COLUMNS, NAMED, RECOMPUTED, SEALED
from tests.review_queue.audit.bare_python import verify

pytestmark = pytest.mark.django_db

Row = dict[str, str]
CHECKED = [
    (file, column)
    for file, columns in COLUMNS.items()
    for column, how in columns.items()
    if how in {RECOMPUTED, SEALED, NAMED}
]
HANDED_IN = ("answer", "item", "assignment", "slot", "scorer", "handed_in")
ROW: dict[tuple[str, str], Callable[[Row], bool]] = {
    ("events.csv", "by"): lambda row: row["event"] == "offered",
    **{("assignments.csv", one): lambda row: row["handed_in"] == "yes" for one in HANDED_IN},
    **{("answers.csv", one): lambda row: row["kind"] == "answer" for one in ("item", "state")},
    ("back_readings.csv", "read_by"): lambda row: bool(row["read_on"]),
}
"""Which row is changed where the first one would not do: it says nothing there."""


def change(folder: Path, file: str, column: str, row: Callable[[Row], bool] = lambda row: True) -> None:
    path = folder / file
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    changed = next(one for one in rows if row(one))
    changed[column] = another(changed[column])
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def another(value: str) -> str:
    """Of the same kind, and not the same."""
    if value in {"yes", "no"}:
        return "no" if value == "yes" else "yes"
    try:
        return str(int(value) + 1)
    except ValueError:
        pass
    try:
        return str(float(value) + 0.01)
    except ValueError:
        return f"{value}x" if value else "7"


@pytest.mark.parametrize(("file", "column"), CHECKED)
def test_a_change_in_a_column_is_found_and_named(pack, file, column):
    change(pack, file, column, ROW.get((file, column), lambda row: True))
    found = list(faults(Pack(pack), Told(), intervals=column.endswith(("_low", "_high"))))
    assert any(file in sentence for sentence in found), found[:5]


@pytest.mark.parametrize(
    ("file", "column", "says"),
    [
        ("pass_rates.csv", "share_low", "pass_rates.csv, all and all: share_low is "),
        ("habits.csv", "halo", "halo is "),
        ("drift.csv", "running", "running is "),
        ("calibration.csv", "exact", "calibration.csv, 1: exact is 7, and the record gives 6."),
        ("reviewers.csv", "third_difference", "third_difference is "),
        ("reviewers.csv", "anchors_difference_high", "anchors_difference_high is "),
        ("left_out.csv", "answers", "left_out.csv, Not decided yet: answers is "),
        ("scorers.csv", "pairs", "pairs is "),
        ("conflicts.csv", "clearer_apart", "clearer_apart is no, and the record gives yes."),
        ("rescores.csv", "changed", "changed is "),
        ("pass_rates.csv", "n", "pass_rates.csv, all and all: n is "),
    ],
)
def test_a_bare_python_finds_and_names_it(pack, file, column, says):
    change(pack, file, column)
    done = verify(pack)
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if file in line and says in line], done.stdout


@pytest.mark.parametrize("group", ["en", "es"])
def test_a_rate_of_a_language_is_counted_again(pack, group):
    change(pack, "pass_rates.csv", "passed", lambda row: row["group"] == group)
    assert f"pass_rates.csv, language and {group}: passed is " in verify(pack, "--no-intervals").stdout
