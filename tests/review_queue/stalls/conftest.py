"""A pool whose places stay open, and a clock that has gone on since."""

import datetime

import pytest
from django.db import models
from django.utils import timezone

from review_queue.models import Event, PoolRole
from tests.factories import reviews


@pytest.fixture
def pool():
    return reviews.make_pool()


@pytest.fixture
def leader(pool):
    return reviews.make_staff(PoolRole.Role.CHIEF, pool, email="chief@example.org", first_name="Charles")


@pytest.fixture
def waiting(pool, leader):
    """Cleared, and nobody there who could score it."""
    item = reviews.clear_item(reviews.make_item(pool=pool))
    reviews.assign_all()
    return item


def long_ago(item, days: int = 4) -> None:
    """As if all that happened to the item had happened so many days earlier."""
    for one in item.events.all():
        at = one.at - datetime.timedelta(days=days)
        models.QuerySet(Event).filter(pk=one.pk).update(at=at)


def disputed(pool):
    """An answer whose two reviews are far apart, with nobody to be the third."""
    item, pair = reviews.make_assigned(1 if pool.reviewers.exists() else 2)
    reviews.score(pair[0], 3)
    reviews.score(pair[1], 0)
    reviews.assign_all()
    item.refresh_from_db()
    assert item.state == "disputed"
    return item, pair


def at_hour(monkeypatch, hour: int, *, days: int = 0) -> None:
    """The clock stands at this hour of the zone in which days end, so many days from today."""
    zone = timezone.get_default_timezone()
    day = timezone.localtime(timezone.now(), zone) + datetime.timedelta(days=days)
    then = day.replace(hour=hour, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: then)
