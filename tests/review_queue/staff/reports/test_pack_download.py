"""A pack is written to disk as it is read: its memory does not grow with what happened, and all that is in it
is of one moment."""

import datetime
import tracemalloc
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from review_queue.audit.actions import seal_events
from review_queue.items.queries.scorecards import rubric_of
from review_queue.models import Assignment, Event, Mark, PoolRole
from review_queue.staff.reports.pack_download import pack_file
from review_queue.staff.reports.pdf_report import printed
from review_queue.verifier.chain import Told
from review_queue.verifier.main import faults
from review_queue.verifier.pack import Pack
from tests.factories import reviews

TODAY = datetime.date(2026, 3, 2)


@pytest.fixture
def decided(db):
    """Two answers that were received, assigned, scored and decided."""
    pool = reviews.make_pool()
    scored_in = reviews.make_round()
    for _ in range(2):
        reviews.make_reviewer(pool)
    items = [reviews.make_item(scored_in, pool) for _ in range(2)]
    for item in items:
        reviews.clear_item(item)
    for one in reviews.assign_all():
        reviews.score(one, 3)
    seal_events()
    return scored_in, items, reviews.make_staff(PoolRole.Role.CHIEF, pool)


def happen(item, number: int) -> None:
    rows = (Event(item=item, kind=Event.Kind.MASKED_MORE, detail="1") for _ in range(number))
    Event.objects.bulk_create(rows, 1_000)
    while seal_events():
        pass


def peak_of(chief, scored_in) -> tuple[int, int]:
    """Bytes that a pack took at most, and those of its file."""
    tracemalloc.start()
    try:
        with pack_file(chief, scored_in, TODAY) as file:
            file.seek(0, 2)
            size = file.tell()
        return tracemalloc.get_traced_memory()[1], size
    finally:
        tracemalloc.stop()


@pytest.mark.long
def test_memory_does_not_grow_with_events(decided):
    scored_in, items, chief = decided
    happen(items[0], 3_000)
    pack_file(chief, scored_in, TODAY).close()  # what is imported and cached once
    few, small = peak_of(chief, scored_in)
    happen(items[0], 9_000)
    many, large = peak_of(chief, scored_in)
    assert large > 1.5 * small
    assert many < 1.25 * few, (few, many)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_comes_in_meanwhile_is_in_the_next_pack(decided, monkeypatch, tmp_path):
    """Half of the pack is written before a third answer is decided, half after. Whoever decides it does not
    wait for the pack."""
    scored_in, items, chief = decided
    third = reviews.make_item(scored_in, items[0].pool)
    reviews.clear_item(third)
    pair = reviews.assign_all()
    reviews.score(pair[0], 3)

    def print_slowly(pack):
        with ThreadPoolExecutor(1) as threads:
            threads.submit(hand_in, pair[1].pk).result()
        return printed(pack)

    monkeypatch.setattr("review_queue.staff.reports.pack_download.printed", print_slowly)
    before = unpacked(pack_file(chief, scored_in, TODAY), tmp_path / "before")
    third.refresh_from_db()
    assert third.state == "decided"
    assert {row["answer"]: row["state"] for row in before.table("answers.csv")}[third.code] == "open"
    assert len(before.table("marks.csv")) == 4 * len(rubric_of(scored_in.rubric))
    assert list(faults(before, Told(), intervals=False)) == []
    monkeypatch.undo()
    after = unpacked(pack_file(chief, scored_in, TODAY), tmp_path / "after")
    assert len(after.table("marks.csv")) == Mark.objects.count() == 6 * len(rubric_of(scored_in.rubric))
    assert list(faults(after, Told(), intervals=False)) == []


def hand_in(assignment: int) -> None:
    try:
        reviews.score(Assignment.objects.get(pk=assignment), 3)
    finally:
        connection.close()


def unpacked(file, folder: Path) -> Pack:
    with file, zipfile.ZipFile(file) as packed:
        packed.extractall(folder)
    return Pack(folder)
