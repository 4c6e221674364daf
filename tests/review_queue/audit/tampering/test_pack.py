"""Whoever has only the pack finds what was changed in the database, or in the pack, and where."""

import csv
import io

import pytest
from django.db import models

from review_queue.models import (
    Event,
    Item,
    Mark,
    Seal,
    Verdict,
)
from review_queue.models.bars import user_digests
from review_queue.verifier.chain import Told
from review_queue.verifier.conflicts import applied
from review_queue.verifier.main import faults
from review_queue.verifier.pack import Pack
from tests.review_queue.audit.bare_python import verify
from tests.review_queue.audit.tampering.columns import SEALED
from tests.review_queue.audit.tampering.hands import change, delete, swap
from tests.review_queue.audit.tampering.inserts import INSERTS
from tests.review_queue.audit.tampering.rows import ROWS, names_of, naming, row_with

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

OUT_OF_SIGHT = {
    **dict.fromkeys(
        (f"{what} of an open answer" for what in ("assignment", "review", "comparison")),
        "of an answer that is open no pack tells who scores it: whoever reads the pack may yet be asked to",
    ),
    "sample of back-readings": "one without answers is in no table of a pack",
}
"""What is found only where the pack was made, which it then says."""


def found_in(folder, **given) -> list[str]:
    """What the pack alone shows, without what was found where it was made."""
    return [one for one in everything_in(folder, **given) if not one.startswith("Found where")]


def everything_in(folder, **given) -> list[str]:
    return list(faults(Pack(folder), Told(), **{"intervals": False, **given}))


def test_a_bare_python_checks_everything_from_the_packs_own_files(unpack):
    folder = unpack()
    done = verify(folder, "--expect", str(Seal.objects.latest("number")))
    assert done.stdout.startswith("Everything holds. Seals: "), done.stdout + done.stderr
    assert done.returncode == 0


def test_a_bare_python_names_what_does_not_hold(unpack, scene):
    mark = ROWS[Mark](scene)
    change(mark, "level", "elsewhere")
    done = verify(unpack(), "--no-intervals")
    assert done.returncode == 1
    assert f"Answer {scene.agreed.code}: its review is not what was sealed" in done.stdout


@pytest.mark.parametrize(
    ("model", "column"), [(model, column) for model, columns in SEALED.items() for column in columns]
)
def test_a_change_in_the_database_is_found_and_named(unpack, scene, model, column):
    row = row_with(model, column, scene)
    names = names_of(row)
    change(row, column, SEALED[model][column])
    row = type(row)._base_manager.filter(pk=row.pk).first() or row
    assert naming(found_in(unpack()), names | names_of(row))


@pytest.mark.parametrize("model", SEALED, ids=lambda model: model.__name__)
def test_a_row_that_is_gone_is_found_and_named(unpack, scene, model):
    row = ROWS[model](scene)
    names = names_of(row)
    delete(row)
    assert naming(found_in(unpack()), names)


@pytest.mark.parametrize("what", INSERTS)
def test_a_row_that_was_slipped_in_is_found_and_named(unpack, scene, what):
    row = INSERTS[what](scene)
    folder = unpack()
    found = naming(found_in(folder), names_of(row))
    assert bool(found) == (what not in OUT_OF_SIGHT)
    assert naming(everything_in(folder), names_of(row))


@pytest.mark.parametrize(("model", "column"), [(Mark, "level"), (Verdict, "item"), (Item, "ref")])
def test_two_answers_that_were_swapped_are_both_found(unpack, scene, model, column):
    rows = {
        Mark: (ROWS[Mark](scene), Mark.objects.filter(review__assignment__item=scene.other)[0]),
        Verdict: (scene.agreed.verdict, scene.other.verdict),
        Item: (scene.agreed, scene.other),
    }
    swap(*rows[model], column)
    found = " ".join(found_in(unpack()))
    assert scene.agreed.code in found
    assert scene.other.code in found


def test_a_tail_that_was_cut_off_is_found_by_a_seal_that_was_kept(unpack, scene):
    newest = Seal.objects.latest("number")
    models.QuerySet(Event).filter(pk__gte=newest.first_event)._raw_delete("default")
    Seal.objects.filter(number=newest.number).delete()
    found = found_in(unpack(), expect=str(newest))
    assert f"The seal {newest} is not in the pack: the chain was cut short or made anew." in found


@pytest.mark.parametrize(
    ("file", "column", "value", "says"),
    [
        ("marks.csv", "points", "1", "of marks.csv is not sealed"),
        ("verdicts.csv", "percent", "12.5", "another result than was sealed"),
        ("verdicts.csv", "outcome", "failed", "another result than was sealed"),
        ("events.csv", "day", "2020-01-01", "of events.csv is not what the chain has"),
        ("events.csv", "detail", "suspects:99", "of events.csv is not what the chain has"),
        ("agreement.csv", "exact", "0.9", "agreement.csv, c-c0: exact is 0.9"),
        ("agreement.csv", "n", "7", "n is 7, and the marks give"),
        ("reviewers.csv", "difference", "0.5", "difference is 0.5"),
        ("pairs.csv", "icc_single", "0.5", "icc_single is 0.5"),
        ("training.csv", "hours", "99.00", "hours in row"),
        ("training.csv", "struck_because", "It was right.", "struck_because in row"),
        ("training.csv", "scorer", "R0", "scorer in row"),
        ("severity.csv", "measure", "0.5", "severity.csv, R"),
        ("adjudications.csv", "third_percent", "12.5", "third_percent is not"),
    ],
)
def test_a_figure_that_was_changed_in_the_pack_is_found(unpack, file, column, value, says):
    path = unpack() / file
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    changed = next(
        row for row in rows if row[column] != value and (file != "verdicts.csv" or row[column] != "failed")
    )
    changed[column] = value
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert any(says in sentence for sentence in found_in(path.parent))


def test_the_person_named_opens_a_bar_and_nobody_else_does(unpack, scene):
    rows = Pack(unpack()).table("conflicts_applied.csv")
    own, others = user_digests(scene.barred.pk)[0], user_digests(scene.chief.pk)[0]
    opened = {row["answer"] for row in rows if row["digest"] == applied(own, row["answer"])}
    assert {scene.agreed.code, scene.disputed.code, scene.waiting.code} <= opened
    assert not [row for row in rows if row["digest"] == applied(others, row["answer"])]


def test_words_people_and_hours_are_committed_to_and_not_shown(unpack, scene):
    folder = unpack()
    text = "".join(path.read_text("utf-8") for path in folder.rglob("*.jsonl"))
    for hidden in (
        "You describe the pair with care",
        scene.agreed.ref,
        str(scene.agreed.origin),
        "infant turns",
    ):
        assert hidden not in text
    work = scene.agreed.assignments.get(slot=1)
    assert work.code not in text
    assert '"language":{"value"' not in text
    assert "IMHM" not in text
    assert "T0" not in text
    assert "T1" not in text
    assert f'"slot:1,reviewer:{work.reviewer_id}"' in text


def test_of_an_open_answer_nothing_is_told_of_its_reviewers(unpack, scene):
    again = Item.objects.get(rescore_of=scene.other)
    kinds = {
        one["what"][3]
        for line in Pack(unpack()).lines("chain.jsonl")
        for one in line["events"]
        if isinstance(one, dict) and one["what"][1] == str(again.pk)
    }
    assert kinds == {"received", "cleared"}
