"""A file is looked at page by page, and only then released."""

import pytest

from review_queue import intake
from review_queue.anonymization.spans import Label
from review_queue.clearance.actions.black_out import black_out
from review_queue.clearance.actions.look_at import look_at
from review_queue.clearance.actions.mask_more import mask_more
from review_queue.clearance.actions.release import release
from review_queue.clearance.actions.return_item import return_item
from review_queue.clearance.rules import ReturnReason
from review_queue.errors import (
    FileHeld,
    MaskedMeanwhile,
    NotLookedAt,
    WrongState,
)
from review_queue.models import PoolRole
from review_queue.scoring.actions.report_identity import report_identity
from tests.factories import reviews
from tests.review_queue.clearance.files.filed import MIDDLE, file_of, looked, stored

pytestmark = pytest.mark.django_db


def test_nothing_is_released_before_every_page_was_looked_at(item, clearer):
    with pytest.raises(NotLookedAt, match=r"not looked at pages 1, 2, 3 of part 1 yet"):
        release(item=item, by=clearer)
    for page in (1, 3, 3):
        look_at(item=item, position=0, page=page, version=1, by=clearer)
    assert [event.actor for event in item.events.filter(kind="looked")] == [clearer]
    with pytest.raises(NotLookedAt, match=r"not looked at page 2 of part 1 yet"):
        release(item=item, by=clearer)
    look_at(item=item, position=0, page=2, version=1, by=clearer)
    reviews.decide_all(item, clearer)
    release(item=item, by=clearer)
    assert looked(item) == [1, 2, 3]
    assert item.events.get(kind="cleared").detail == "suspects:5 pages:3"


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
