"""Release, mask more, return: by the pool's clearers."""

import pytest

from review_queue import intake
from review_queue.anonymization.spans import Label
from review_queue.clearance.actions.mask_more import mask_more
from review_queue.clearance.actions.release import release
from review_queue.clearance.actions.return_item import return_item
from review_queue.clearance.rules import ReturnReason
from review_queue.errors import NothingToMask, WrongState
from review_queue.models import PoolRole, Suspect, Work
from tests.factories import reviews

pytestmark = pytest.mark.django_db

TEXT = "Then Grace came with Malia. Malia stayed."


@pytest.fixture
def item():
    return reviews.make_item(
        sections=[{"code": "q1", "prompt": "", "text": TEXT}],
        identifiers=[{"kind": "given_name", "value": "Grace"}],
    )


@pytest.fixture
def clearer(item):
    return reviews.make_staff(PoolRole.Role.CLEARER, item.pool)


def test_releasing_forgets_the_suspects_and_asks_for_reviewers(item, clearer):
    assert Suspect.objects.count() == 3  # Grace, whom the sender knows, and Malia twice
    reviews.decide_all(item, clearer)
    release(item=item, by=clearer)
    item.refresh_from_db()
    assert (item.state, item.cleared_by) == ("cleared", clearer)
    assert not Suspect.objects.exists()
    event = item.events.last()
    assert (event.kind, event.actor, event.detail) == ("cleared", clearer, "suspects:3")
    assert Work.objects.filter(kind="review_queue.assign", key=str(event.pk)).exists()


def test_releasing_twice_is_refused(item, clearer):
    reviews.clear_item(item, clearer)
    with pytest.raises(WrongState):
        release(item=item, by=clearer)


def test_masking_more_masks_every_mention(item, clearer):
    assert mask_more(item=item, phrase="malia", label=Label.NAME, by=clearer) == 2
    section = item.sections.get()
    assert section.text == "Then Grace came with [NAME-1]. [NAME-1] stayed."
    assert [(one.kind, one.source) for one in section.spans.all()] == [("NAME", "person")] * 2
    assert [section.text[one.start : one.end] for one in section.suspects.all()] == ["Grace"]
    assert "malia" not in item.events.last().detail


def test_masking_what_is_not_there_is_refused_in_words(item, clearer):
    with pytest.raises(NothingToMask, match="do not appear"):
        mask_more(item=item, phrase="Keola", label=Label.NAME, by=clearer)
    assert item.sections.get().text == TEXT


def test_returning_closes_the_item_and_tells_the_sender(item, clearer):
    return_item(item=item, reason=ReturnReason.IDENTIFIES, by=clearer)
    assert intake.status(item.ref) == intake.Status("returned", reason="identifies")
    with pytest.raises(WrongState):
        release(item=item, by=clearer)


@pytest.mark.parametrize("role", ["chief", "outsider", "other_pool", "superuser", "barred"])
def test_nobody_else_clears(item, role):
    if role == "chief":
        user = reviews.make_staff(PoolRole.Role.CHIEF, item.pool)
    elif role == "other_pool":
        user = reviews.make_staff(PoolRole.Role.CLEARER, reviews.make_pool("elsewhere"))
    elif role == "barred":
        user = reviews.make_staff(PoolRole.Role.CLEARER, item.pool)
        item.barred_users.create(user=user)
    else:
        user = reviews.make_account()
        user.is_superuser = role == "superuser"
        user.save()
    for act in (
        lambda: release(item=item, by=user),
        lambda: mask_more(item=item, phrase="Malia", label=Label.NAME, by=user),
        lambda: return_item(item=item, reason=ReturnReason.EMPTY, by=user),
    ):
        with pytest.raises(WrongState):
            act()
    item.refresh_from_db()
    assert item.state == "received"


def test_whoever_masked_does_not_score_even_if_another_released(item, clearer):
    second = reviews.make_staff(PoolRole.Role.CLEARER, item.pool)
    mask_more(item=item, phrase="Malia", label=Label.NAME, by=clearer)
    reviews.clear_item(item, second)
    for user in (clearer, second):
        reviews.make_reviewer(user=user)
    assert reviews.assign_all() == []
