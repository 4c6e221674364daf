"""Many rows take no more memory than a few: read, checked, moved in and taken back."""

import gc
import tracemalloc
import weakref
from collections import Counter
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_init

from endorsement_plugin.imports.actions import advance
from endorsement_plugin.imports.actions.run import run_import, undo_import
from endorsement_plugin.imports.actions.upload import upload_import
from endorsement_plugin.models import Endorsement, Import, ImportRow, Person
from review_queue.work.running import run_due
from tests.factories.credentials import make_association, make_credential
from tests.factories.imports import HEADINGS, choose_as_guessed, sheet, workbook
from tests.factories.people import make_coordinator

pytestmark = [pytest.mark.django_db, pytest.mark.long]

KINDS = {"csv": sheet, "xlsx": workbook}
STEPS: list[tuple[str, Callable[..., object] | None]] = [
    ("checked", None),
    ("done", run_import),
    ("undone", undo_import),
]
WORDS_OF_A_ROW = 1_000
"""Bytes. A workbook keeps its words in one list, which a reader holds as a whole: four words of a row."""


def rows(number: int) -> list[tuple[str, ...]]:
    return [
        (f"OLD-{n:05}", f"Given{n}", f"Family{n}", f"p{n}@example.org", "IFS", "2020-01-01", "Active", "yes")
        for n in range(number)
    ]


def peak_of(step: Callable[[], object]) -> int:
    """The most bytes that were held at once while it ran, beyond what was held before.

    Garbage is looked for as often as in a worker: tests wait for more of it.
    """
    often = gc.get_threshold()
    gc.collect()
    gc.set_threshold(700, 10, 10)
    tracemalloc.start()
    try:
        step()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.set_threshold(*often)


def upload(kind: str, number: int) -> Import:
    association = make_association()
    make_credential(association, "IFS")
    file = SimpleUploadedFile(f"endorsees.{kind}", KINDS[kind](rows(number), HEADINGS))
    by = make_coordinator(association)
    return upload_import(association=association, by=by, kind="endorsees", file=file)


@pytest.mark.parametrize(("kind", "few", "many"), [("csv", 1_000, 10_000), ("xlsx", 500, 3_000)])
def test_rows_are_read_one_by_one(kind: str, few: int, many: int):
    """Of a workbook, whose rows take longer, fewer of them: `make bench` reads ten thousand."""
    peaks = {}
    for number in (few, many):
        source = upload(kind, number)
        peaks[number] = peak_of(run_due)
        source.refresh_from_db()
        assert (source.state, source.total) == ("columns", number)
    words = WORDS_OF_A_ROW * (many - few) if kind == "xlsx" else 0
    assert peaks[many] <= 1.2 * peaks[few] + words, peaks


class Held:
    """How many rows, people and endorsements are in memory at once, at most, of each."""

    def __init__(self) -> None:
        self.now: Counter[type] = Counter()
        self.most: Counter[type] = Counter()

    def born(self, sender: type, instance: object, **kwargs: object) -> None:
        """Django has made one."""
        self.now[sender] += 1
        self.most[sender] = max(self.most[sender], self.now[sender])
        weakref.finalize(instance, self.now.subtract, {sender: 1})


@pytest.fixture
def held():
    held, often = Held(), gc.get_threshold()
    gc.collect()
    gc.set_threshold(700, 10, 10)
    for model in (ImportRow, Person, Endorsement):
        post_init.connect(held.born, sender=model)
    yield held
    for model in (ImportRow, Person, Endorsement):
        post_init.disconnect(held.born, sender=model)
    gc.set_threshold(*often)


def test_what_is_checked_moved_in_and_taken_back_is_held_in_parts(held: Held, monkeypatch):
    """Of parts that are a fifth as large as elsewhere."""
    monkeypatch.setattr(advance, "CHUNK", 40)
    monkeypatch.setattr(advance, "AT_ONCE", 100)
    source = upload("csv", 700)
    run_due()
    source.refresh_from_db()
    by = make_coordinator(source.association)
    choose_as_guessed(source, by)
    for state, begin in STEPS:
        if begin is not None:
            begin(source=source.pk, by=by)
        run_due()
        source.refresh_from_db()
        assert (source.state, source.done) == (state, 700)
        assert max(held.most.values()) <= 3 * advance.AT_ONCE, (state, held.most)
    assert held.most.keys() == {ImportRow, Person, Endorsement}
