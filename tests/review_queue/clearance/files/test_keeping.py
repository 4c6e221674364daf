"""The stored file: shared by a second scoring, checked when it is read, removed when nothing names it."""

import io
import os
import time

import pytest

from review_queue import intake
from review_queue.clearance.actions.black_out import black_out
from review_queue.clearance.actions.look_at import look_at
from review_queue.errors import (
    FileLost,
)
from review_queue.items.actions.sweep_files import sweep_files
from review_queue.models import Item, PoolRole
from review_queue.models.files import FOLDER
from review_queue.redaction.pages import page_picture
from review_queue.scoring.actions.report_identity import report_identity
from tests.factories import reviews
from tests.review_queue.clearance.files.filed import MIDDLE, file_of, pages, stored
from tests.review_queue.redaction.drawing import text_of

pytestmark = pytest.mark.django_db


def test_a_re_score_shows_the_same_file_and_neither_takes_it_from_the_other(
    item, clearer, django_capture_on_commit_callbacks
):
    for _ in range(4):
        reviews.make_reviewer(item.pool)
    reviews.clear_item(item, by=clearer)
    for one in reviews.assign_all():
        reviews.score(one, 3)
    again = Item.objects.get(pk=intake.rescore(item.ref, new_ref="again", reason="appeal", barred=[]))
    assert file_of(again).read() == file_of(item).read()
    assert len(stored()) == 1
    own, _ = reviews.assign_all()
    report_identity(assignment=reviews.accept_offer(own))
    with django_capture_on_commit_callbacks(execute=True):
        black_out(item=again, position=0, areas=[MIDDLE], by=clearer)
    assert len(stored()) == 2
    assert "Malia stayed" in text_of(file_of(item).read())
    assert "Malia stayed" not in text_of(file_of(again).read())


def test_who_looked_does_not_score(item, clearer):
    second = reviews.make_staff(PoolRole.Role.CLEARER, item.pool)
    look_at(item=item, position=0, page=1, version=1, by=second)
    reviews.clear_item(item, by=clearer)
    for user in (clearer, second):
        reviews.make_reviewer(user=user)
    assert reviews.assign_all() == []


def test_a_file_that_was_changed_on_the_disk_is_not_read(item, private_folder):
    file = file_of(item)
    (private_folder / file.name).write_bytes(pages("Somebody else's."))
    with pytest.raises(FileLost, match="Tell the operator"):
        file.read()
    (private_folder / file.name).unlink()
    with pytest.raises(FileLost):
        file.read()


def test_the_clock_removes_old_files_without_a_row(item, private_folder):
    folder = private_folder / FOLDER
    (folder / "young.pdf").write_bytes(b"x")
    (folder / "old.pdf").write_bytes(b"x")
    two_days_ago = time.time() - 2 * 86400
    for path in (folder / "old.pdf", private_folder / file_of(item).name):
        os.utime(path, (two_days_ago, two_days_ago))
    assert sweep_files() == 1
    assert stored() == sorted(["young.pdf", file_of(item).name.removeprefix(f"{FOLDER}/")])
    assert file_of(item).read()


def test_the_clock_finds_no_folder_before_the_first_file():
    assert sweep_files() == 0


def test_a_page_of_a_photograph_is_shown_as_the_file_has_it():
    import random

    from PIL import Image

    from review_queue.redaction.pixels import encode
    from review_queue.redaction.rebuild import Sheet, rebuild

    noise = Image.frombytes("L", (800, 800), random.Random(1).randbytes(640_000))
    encoding, data = encode(noise)
    shown = page_picture(rebuild([Sheet(800, 800, encoding, data)], [], 100), 1)
    assert (shown.content_type, shown.data) == ("image/jpeg", data)
    with Image.open(io.BytesIO(shown.data)) as image:
        assert image.size == (800, 800)
        assert not image.getexif()
