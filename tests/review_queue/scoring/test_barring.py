"""Somebody learns whose answer it is after it was received."""

import pytest

from review_queue import intake
from review_queue.errors import UnknownCode
from review_queue.models import PoolRole, Work
from review_queue.permissions import items_for, items_led_by
from tests.factories import reviews

pytestmark = pytest.mark.django_db


def test_what_was_offered_goes_to_somebody_else():
    item, (first, second) = reviews.make_assigned()
    reviews.accept_offer(first)
    reader = first.reviewer.user
    intake.bar(item.ref, users=[reader.pk])
    item.refresh_from_db()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (item.state, first.state, second.state) == ("cleared", "revoked", "offered")
    assert not items_for(reader).exists()
    event = item.events.get(kind="revoked")
    assert Work.objects.filter(kind="review_queue.assign", key=str(event.pk)).exists()


def test_what_was_submitted_before_was_blind_and_stays():
    item, (first, _) = reviews.make_assigned()
    reviews.score(first, 3)
    intake.bar(item.ref, users=[first.reviewer.user_id])
    first.refresh_from_db()
    assert first.state == "submitted"


def test_a_chief_no_longer_sees_it():
    item = reviews.make_item()
    chief = reviews.make_staff(PoolRole.Role.CHIEF, item.pool)
    assert items_led_by(chief).exists()
    intake.bar(item.ref, users=[chief.pk])
    intake.bar(item.ref, users=[chief.pk])
    assert not items_led_by(chief).exists()


def test_a_closed_item_stays_as_it_is():
    item = reviews.make_item()
    intake.withdraw(item.ref, reason="candidate")
    intake.bar(item.ref, users=[reviews.make_account().pk])
    assert not item.barred_users.exists()


def test_a_stranger_is_refused():
    with pytest.raises(UnknownCode):
        intake.bar("nothing", users=[])
