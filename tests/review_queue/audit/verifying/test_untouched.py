"""An untouched pack holds, and every file and column of it has a place in the table of checks."""

import pytest

from review_queue.verifier.pack import Pack
from review_queue.verifier.recomputed.places import COLUMNS, FILES
from tests.review_queue.audit.bare_python import verify

pytestmark = pytest.mark.django_db


def test_an_untouched_pack_holds(pack):
    done = verify(pack)
    assert done.stdout.startswith("Everything holds."), done.stdout + done.stderr
    assert done.returncode == 0


def test_every_file_and_every_column_has_a_place(packed):
    shown = {name: set(Pack(packed).header(name)) for name in Pack(packed).names() if name.endswith(".csv")}
    assert shown == {name: set(columns) for name, columns in COLUMNS.items()}
    others = {name for name in Pack(packed).names() if "/" not in name} - shown.keys()
    assert others == FILES.keys()


def test_a_file_or_a_column_that_nothing_checks_is_named(pack):
    (pack / "praise.csv").write_text("who,why\n")
    path = pack / "habits.csv"
    path.write_text(path.read_text("utf-8-sig").replace("halo", "halo,praise", 1), "utf-8-sig")
    said = verify(pack, "--no-intervals").stdout
    assert "praise.csv belongs to no pack: nothing checks it." in said
    assert "habits.csv has a column that nothing checks: praise." in said
