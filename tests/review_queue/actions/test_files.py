"""A file is looked at page by page, blacked out further, and only then released."""

import io
import os
import time

import pypdfium2
import pytest

from review_queue import intake
from review_queue.actions import redraw
from review_queue.actions.black_out import black_out
from review_queue.actions.look_at import look_at
from review_queue.actions.mask_more import mask_more
from review_queue.actions.release import release
from review_queue.actions.report_identity import report_identity
from review_queue.actions.return_item import ReturnReason, return_item
from review_queue.actions.sweep_files import sweep_files
from review_queue.anonymization.spans import Label
from review_queue.errors import (
    FileHeld,
    FileLost,
    MaskAsArea,
    MaskedMeanwhile,
    NothingToMask,
    NotLookedAt,
    WrongState,
)
from review_queue.models import Item, PageLook, PoolRole
from review_queue.models.files import FOLDER, private_files
from review_queue.redaction.geometry import Area
from review_queue.redaction.pages import page_picture
from tests.factories import reviews
from tests.review_queue.redaction.drawing import PERSON, page_of, text_of, written

pytestmark = pytest.mark.django_db

TYPED = "Malia asked."
PAGES = ("Leilani met Grace and Malia.", "Malia stayed, Grace left.", "She sleeps.")
MIDDLE = Area(page=1, left=0.1, top=0.1, right=0.6, bottom=0.14)


@pytest.fixture(autouse=True)
def _own_folder(private_folder):
    """Files of one test."""


def pages(*texts: str) -> bytes:
    pdf = page_of()
    for number, text in enumerate(texts):
        if number:
            pdf.add_page()
        pdf.text(72, 100, text)
    return written(pdf)


@pytest.fixture
def item():
    return reviews.make_item(
        sections=[{"code": "q1", "prompt": "", "text": TYPED, "pdf": pages(*PAGES)}],
        identifiers=[*PERSON, {"kind": "nickname", "value": "Grace"}],
    )


@pytest.fixture
def clearer(item):
    return reviews.make_staff(PoolRole.Role.CLEARER, item.pool)


def file_of(item):
    return item.sections.get().file


def flat(item) -> str:
    return " ".join(item.sections.get().text.split())


def stored() -> list[str]:
    return sorted(private_files().listdir(FOLDER)[1])


def looked(item) -> list[int]:
    return sorted(PageLook.objects.filter(file__section__item=item).values_list("page", flat=True))


def test_the_text_of_the_file_follows_what_was_typed(item):
    assert flat(item) == f"{TYPED} [NAME-1] met Grace and Malia. Malia stayed, Grace left. She sleeps."
    assert item.sections.get().text.startswith(f"{TYPED}\n\n[NAME-1] met")


def test_a_phrase_is_masked_in_the_text_and_black_in_the_file(
    item, clearer, django_capture_on_commit_callbacks
):
    old = file_of(item).name
    reviews.look_at_all(item, clearer)
    with django_capture_on_commit_callbacks(execute=True):
        assert mask_more(item=item, phrase="malia", label=Label.NAME, by=clearer) == 3
    assert (
        flat(item)
        == "[NAME-2] asked. [NAME-1] met Grace and [NAME-2]. [NAME-2] stayed, Grace left. She sleeps."
    )
    file, section = file_of(item), item.sections.get()
    assert text_of(file.read()) == "[NAME-1] met Grace and [NAME-2]. [NAME-2] stayed, Grace left. She sleeps."
    assert section.text[file.text_start :].startswith("[NAME-1] met")
    marks = [(section.text[one.start : one.end], one.source) for one in section.spans.all()]
    assert marks == [
        ("[NAME-2]", "person"), ("[NAME-1]", "identity"), ("[NAME-2]", "person"), ("[NAME-2]", "person")
    ]  # fmt: skip
    assert [section.text[one.start : one.end] for one in section.suspects.all()] == ["Grace", "Grace"]
    assert (file.version, stored()) == (2, [file.name.removeprefix(f"{FOLDER}/")])
    assert file.name != old
    assert looked(item) == [3]  # the other two have changed


def test_a_phrase_in_typed_text_alone_leaves_the_file(item, clearer):
    before = file_of(item)
    assert mask_more(item=item, phrase="asked", label=Label.DETAIL, by=clearer) == 1
    section = item.sections.get()
    assert (section.file.name, section.file.version) == (before.name, 1)
    assert section.text[section.file.text_start :].startswith("[NAME-1] met")
    assert section.text.startswith("Malia [DETAIL-1].\n\n[NAME-1]")


def test_a_phrase_that_is_nowhere(item, clearer):
    with pytest.raises(NothingToMask, match="do not appear"):
        mask_more(item=item, phrase="Keola", label=Label.NAME, by=clearer)
    assert len(stored()) == 1


def test_words_that_stand_in_the_text_only_are_to_be_drawn_around(item, clearer):
    section = item.sections.get()
    section.text += "Anuenue"
    section.save()
    with pytest.raises(MaskAsArea, match="Black them out as an area"):
        mask_more(item=item, phrase="Anuenue", label=Label.NAME, by=clearer)


def test_an_area_is_black_and_the_words_under_it_are_gone(item, clearer, django_capture_on_commit_callbacks):
    reviews.look_at_all(item, clearer)
    with django_capture_on_commit_callbacks(execute=True):
        black_out(item=item, position=0, areas=[MIDDLE], by=clearer)
    assert flat(item) == f"{TYPED} [NAME-1] met Grace and Malia. [DETAIL-1] She sleeps."
    file = file_of(item)
    assert text_of(file.read()) == "[NAME-1] met Grace and Malia. [DETAIL-1] She sleeps."
    with pypdfium2.PdfDocument(file.read()) as document:
        page = document[1].render(scale=1).to_pil().convert("L")
    assert page.crop((62, 90, 355, 116)).getextrema() == (0, 0)
    assert looked(item) == [1, 3]
    assert (file.version, len(stored())) == (2, 1)
    event = item.events.latest("pk")
    assert (event.kind, event.actor, event.detail) == ("masked_more", clearer, "areas:1 part:1")
    assert [one.page for one in file.doubts.all()] == []


def test_what_is_black_stays_black(item, clearer):
    black_out(item=item, position=0, areas=[MIDDLE], by=clearer)
    mask_more(item=item, phrase="sleeps", label=Label.DETAIL, by=clearer)
    picture = page_picture(file_of(item).read(), 2)
    with pypdfium2.PdfDocument(file_of(item).read()) as document:
        page = document[1].render(scale=1).to_pil().convert("L")
    assert page.crop((62, 90, 355, 116)).getextrema() == (0, 0)
    assert picture.content_type == "image/png"


@pytest.mark.parametrize(("position", "page"), [(0, 3), (1, 0), (-1, 0)])
def test_an_area_of_a_page_that_is_not_there(item, clearer, position, page):
    with pytest.raises(WrongState):
        black_out(item=item, position=position, areas=[Area(page, 0, 0, 1, 1)], by=clearer)


def test_of_two_who_mask_at_once_the_second_is_told(item, clearer, monkeypatch):
    """The other one finishes while this one's file is being drawn."""
    other = reviews.make_staff(PoolRole.Role.CLEARER, item.pool)

    def slowly(*given):
        redrawn = redraw.redraw(*given)
        black_out(item=item, position=0, areas=[Area(0, 0, 0.9, 1, 1)], by=other)
        return redrawn

    turns = iter([slowly, redraw.redraw])

    def in_turn(*given):
        return next(turns)(*given)

    monkeypatch.setattr("review_queue.actions.black_out.redraw", in_turn)
    with pytest.raises(MaskedMeanwhile, match="as it is now"):
        black_out(item=item, position=0, areas=[MIDDLE], by=clearer)
    assert file_of(item).version == 2
    assert len(stored()) == 2  # the first one's old file goes when its transaction is over
    assert "Malia stayed" in flat(item)


def test_nothing_is_released_before_every_page_was_looked_at(item, clearer):
    with pytest.raises(NotLookedAt, match=r"not looked at pages 1, 2, 3 of part 1 yet"):
        release(item=item, by=clearer)
    for page in (1, 3, 3):
        look_at(item=item, position=0, page=page, version=1, by=clearer)
    assert [event.actor for event in item.events.filter(kind="looked")] == [clearer]
    with pytest.raises(NotLookedAt, match=r"not looked at page 2 of part 1 yet"):
        release(item=item, by=clearer)
    look_at(item=item, position=0, page=2, version=1, by=clearer)
    release(item=item, by=clearer)
    assert looked(item) == [1, 2, 3]
    assert item.events.get(kind="cleared").detail == "suspects:2 pages:3"


def test_somebody_elses_look_is_not_mine(item, clearer):
    reviews.look_at_all(item, reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    with pytest.raises(NotLookedAt):
        release(item=item, by=clearer)


def test_a_look_at_what_was_there_before_does_not_count(item, clearer):
    black_out(item=item, position=0, areas=[MIDDLE], by=clearer)
    with pytest.raises(MaskedMeanwhile):
        look_at(item=item, position=0, page=2, version=1, by=clearer)
    assert looked(item) == []


@pytest.mark.parametrize(("position", "page"), [(0, 4), (0, 0), (1, 1)])
def test_a_look_at_a_page_that_is_not_there(item, clearer, position, page):
    with pytest.raises(WrongState):
        look_at(item=item, position=position, page=page, version=1, by=clearer)


def test_a_held_file_is_never_released_and_its_return_reaches_the_sender():
    item = reviews.make_item(sections=[{"code": "q1", "prompt": "", "pdf": b"%PDF-torn"}])
    clearer = reviews.make_staff(PoolRole.Role.CLEARER, item.pool)
    with pytest.raises(
        FileHeld, match=r"The file of part 1 cannot be shown to reviewers\. The file could not be read"
    ):
        release(item=item, by=clearer)
    return_item(item=item, reason=ReturnReason.FILE, by=clearer)
    assert intake.status(item.ref) == intake.Status("returned", reason="file", held={"q1": "unreadable"})


def test_a_reported_identity_has_every_page_looked_at_again(item, clearer):
    for _ in range(2):
        reviews.make_reviewer(item.pool)
    reviews.clear_item(item, by=clearer)
    own, _ = reviews.assign_all()
    report_identity(assignment=reviews.accept_offer(own), sections=[0])
    assert looked(item) == []
    with pytest.raises(NotLookedAt):
        release(item=item, by=clearer)


@pytest.mark.parametrize("role", ["chief", "outsider", "superuser", "barred"])
def test_nobody_else_looks_or_blackens(item, role):
    user = reviews.make_account()
    if role in ("chief", "barred"):
        user = reviews.make_staff(
            PoolRole.Role.CHIEF if role == "chief" else PoolRole.Role.CLEARER, item.pool
        )
    if role == "barred":
        item.barred_users.create(user=user)
    user.is_superuser = role == "superuser"
    user.save()
    for act in (
        lambda: look_at(item=item, position=0, page=1, version=1, by=user),
        lambda: black_out(item=item, position=0, areas=[MIDDLE], by=user),
        lambda: mask_more(item=item, phrase="Malia", label=Label.NAME, by=user),
    ):
        with pytest.raises(WrongState):
            act()
    assert (len(stored()), file_of(item).version, looked(item)) == (1, 1, [])


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
