"""Two people who ask for the same exception at the same instant."""

from uuid import uuid4

import pytest

from review_queue import intake
from review_queue.audit.actions import unblind
from review_queue.errors import OpenAlready, ScoredAgain
from review_queue.models import Event, Item, PoolRole, Unblinding
from tests.factories import reviews
from tests.racing import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def decided() -> Item:
    item, pair = reviews.make_assigned()
    for one in pair:
        reviews.score(one, 3)
    return item


def test_two_appeals_at_once_are_one():
    first = decided()
    results = at_once(
        *[lambda: intake.rescore(first.ref, new_ref=uuid4(), reason="appeal", barred=[]) for _ in range(2)]
    )
    assert sum(isinstance(one, ScoredAgain) for one in results) == 1
    assert first.rescores.count() == 1


def test_one_appeal_delivered_twice_at_once_is_one():
    first, ref = decided(), uuid4()
    results = at_once(
        *[lambda: intake.rescore(first.ref, new_ref=ref, reason="appeal", barred=[]) for _ in range(3)]
    )
    assert results == [first.rescores.get().pk] * 3
    assert Event.objects.filter(item=first, kind="rescored").count() == 1


def test_two_clicks_unblind_once():
    item = decided()
    chief = reviews.make_staff(PoolRole.Role.CHIEF, item.pool)
    results = at_once(
        *[lambda: unblind(item=item, by=chief, reason="A complaint.", hours=1) for _ in range(2)]
    )
    assert sum(isinstance(one, OpenAlready) for one in results) == 1
    assert Unblinding.objects.count() == 1
