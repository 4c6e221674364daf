"""More is masked in a file: in its text, and black on its pages."""

import pypdfium2
import pytest

from review_queue.anonymization.spans import Label
from review_queue.clearance.actions import redraw
from review_queue.clearance.actions.black_out import black_out
from review_queue.clearance.actions.mask_more import mask_more
from review_queue.errors import (
    MaskAsArea,
    MaskedMeanwhile,
    NothingToMask,
    WrongState,
)
from review_queue.models import PoolRole
from review_queue.models.files import FOLDER
from review_queue.redaction.geometry import Area
from review_queue.redaction.pages import page_picture
from tests.factories import reviews
from tests.review_queue.clearance.files.filed import MIDDLE, TYPED, file_of, flat, looked, stored
from tests.review_queue.redaction.drawing import text_of

pytestmark = pytest.mark.django_db


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

    monkeypatch.setattr("review_queue.clearance.actions.black_out.redraw", in_turn)
    with pytest.raises(MaskedMeanwhile, match="as it is now"):
        black_out(item=item, position=0, areas=[MIDDLE], by=clearer)
    assert file_of(item).version == 2
    assert len(stored()) == 2  # the first one's old file goes when its transaction is over
    assert "Malia stayed" in flat(item)
