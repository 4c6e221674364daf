"""In a file a mask is drawn in: it goes only by masking the answer again from the sender's original."""

import pytest

from review_queue.anonymization.spans import Label
from review_queue.clearance.actions.black_out import black_out
from review_queue.clearance.actions.look_at import look_at
from review_queue.clearance.actions.mask_again import mask_again
from review_queue.clearance.actions.undo import undo
from review_queue.clearance.actions.unmask import reveal
from review_queue.clearance.queries.steps import last_step
from review_queue.errors import DrawnIn, MaskedMeanwhile
from review_queue.items.actions.masked_texts import seen, texts_of
from tests.factories import reviews
from tests.review_queue.clearance.files.filed import (
    MIDDLE,
    PAGES,
    TYPED,
    file_of,
    flat,
    looked,
    pages,
    stored,
)
from tests.review_queue.clearance.test_unmasking import newest
from tests.review_queue.redaction.drawing import PERSON, text_of

pytestmark = pytest.mark.django_db

SAID = [*PERSON, {"kind": "nickname", "value": "Grace"}]


def original_of(ref):
    """The host's."""
    return {
        "sections": [{"code": "q1", "prompt": "", "text": TYPED, "pdf": pages(*PAGES)}],
        "identifiers": SAID,
    }


@pytest.fixture(autouse=True)
def _originals(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "ORIGINAL_OF": f"{__name__}.original_of"}


def again(item, clearer, **more):
    mask_again(item=item, by=clearer, as_seen=seen(texts_of(item)), **more)


@pytest.mark.parametrize(
    "act",
    [
        lambda item, by: reviews.mask_all(item, "malia", by),
        lambda item, by: black_out(item=item, position=0, areas=[MIDDLE], by=by),
    ],
)
def test_a_step_in_a_file_is_not_undone_by_itself_but_from_the_original(
    item, clearer, act, django_capture_on_commit_callbacks
):
    received = flat(item)
    reviews.look_at_all(item, clearer)
    with django_capture_on_commit_callbacks(execute=True):
        act(item, clearer)
    with pytest.raises(DrawnIn, match="Mask the answer again from the sender’s original"):
        undo(item=item, step=newest(item), by=clearer)
    version = file_of(item).version
    with django_capture_on_commit_callbacks(execute=True):
        again(item, clearer)
    assert flat(item) == received
    assert file_of(item).version == version + 1  # a page that shows the former one is late
    with pytest.raises(MaskedMeanwhile):
        look_at(item=item, position=0, page=1, version=version, by=clearer)
    assert (looked(item), len(stored())) == ([], 1)
    assert last_step(item) is None


def test_a_mark_that_stands_in_a_file_alone_is_not_looked_behind(item, clearer):
    with pytest.raises(DrawnIn):
        reveal(item=item, token="[NAME-1]", by=clearer)
    assert not item.events.filter(kind="revealed").exists()


def test_a_step_in_typed_text_alone_is_undone_beside_a_file(item, clearer):
    before = flat(item)
    reviews.mask_all(item, "asked", clearer, Label.DETAIL)
    undo(item=item, step=newest(item), by=clearer)
    assert flat(item) == before
    assert file_of(item).version == 1


def test_a_word_that_is_no_name_is_left_in_and_can_be_read_in_the_file(item, clearer):
    again(item, clearer, leave=["Leilani"])
    assert "Leilani met Grace and Malia." in flat(item)
    assert "Leilani met" in text_of(file_of(item).read())
    listed = item.sections.get().suspects.filter(reason="unmasked", ticked_by=None)
    assert listed.count() == 1
