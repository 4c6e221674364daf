"""Where answers come one by one, an anchor comes by itself, days later: two at once would tell."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from review_queue.assigning.actions.seed_alone import seed_alone
from review_queue.assigning.actions.tell_reviewers import tell_reviewers
from review_queue.models import Assignment, Item, Mail, Round
from review_queue.rules.seeding import alone_at
from tests.factories import anchors, reviews

pytestmark = pytest.mark.django_db

SHORTLY_BEFORE = datetime(2030, 3, 4, 7, 58, tzinfo=UTC)
"""Two minutes before the offers of the day leave."""


@pytest.fixture(autouse=True)
def daily(settings, monkeypatch):
    """The clock stands still: by the hour of the day an offer made now leaves in a minute or in a day."""
    monkeypatch.setattr(timezone, "now", lambda: SHORTLY_BEFORE)
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": 24 * 60}


@pytest.fixture
def scored_in():
    made = reviews.make_round(anchor_every=1)
    anchors.make_anchors(made, "seeded")
    return made


@pytest.fixture
def pair(scored_in):
    """Two reviewers who were offered one answer, and nothing beside it."""
    found = [reviews.make_reviewer() for _ in range(2)]
    offer(scored_in)
    return found


def offer(scored_in):
    reviews.clear_item(reviews.make_item(scored_in))
    reviews.assign_all()


def seeded():
    return Assignment.objects.filter(item__kind=Item.Kind.SEEDED)


def newest():
    """When the last of the offers left that have left."""
    offered = Assignment.objects.filter(offered_at__lte=timezone.now()).order_by("offered_at")
    return offered.values_list("offered_at", flat=True).last()


def later(others=True, **by):
    """So much time goes by: everything was offered so much earlier.

    At the next moment `others` get an answer of the round, else nobody gets anything.
    """
    for one in Assignment.objects.all():
        Assignment.objects.filter(pk=one.pk).update(offered_at=one.offered_at - timedelta(**by))
    if others:
        pool = reviews.make_pool("others")
        for _ in range(2):
            reviews.make_reviewer(pool)
        reviews.clear_item(reviews.make_item(Round.objects.get(), pool))
        reviews.assign_all()


def test_nothing_comes_beside_a_single_answer_nor_on_its_heels(pair):
    assert not seeded().exists()
    assert seed_alone() == 0
    later(days=1)
    assert timezone.now() - newest() == timedelta(days=1, minutes=-2)
    assert seed_alone() == 0


def test_nothing_comes_at_a_moment_or_with_a_deadline_that_nobody_shares(pair):
    later(days=5, others=False)
    assert seed_alone() == 0
    later(days=0)
    assert seed_alone() == 2
    leaving = Assignment.objects.filter(offered_at__gt=timezone.now())
    assert leaving.count() == 4
    assert len(set(leaving.values_list("offered_at", "answer_by", "due"))) == 1


def test_one_comes_alone_with_a_letter_like_any_other(pair):
    later(days=5)
    assert seed_alone() == 2
    anchor = seeded().get(reviewer=pair[0])
    assert not Mail.objects.exists()
    tell_reviewers(leaves=anchor.offered_at)
    assert Mail.objects.count() == 4
    (letter,) = Mail.objects.filter(to=pair[0].user.email, body__contains=anchor.code)
    assert letter.subject == "You are asked to score an answer"


def test_only_one_until_the_next_answer(scored_in, pair):
    later(days=5)
    assert (seed_alone(), seed_alone()) == (2, 0)
    later(days=5)
    assert seed_alone() == 0
    offer(scored_in)
    later(days=5)
    assert seed_alone() == 2


def test_none_without_room(pair):
    pair[0].capacity = 1
    pair[0].save()
    later(days=5)
    assert seed_alone() == 1
    assert seeded().get().reviewer == pair[1]


def test_none_long_after_the_last_answer(pair):
    later(days=15)
    assert seed_alone() == 0


def test_none_where_reviewers_ask_and_none_where_there_are_no_anchors(scored_in, pair):
    later(days=5)
    type(scored_in).objects.update(assigning="asked")
    assert seed_alone() == 0
    type(scored_in).objects.update(assigning="arrival", anchor_every=0)
    assert seed_alone() == 0


def test_none_that_would_be_due_already(pair):
    Item.objects.update(due=timezone.localdate())
    later(days=5)
    assert seed_alone() == 0


def test_it_comes_one_to_three_days_later_at_about_the_same_hour():
    offered = timezone.now()
    times = [alone_at(offered, seed=7, reviewer=one) - offered for one in range(300)]
    assert {wait.days for wait in times} == {1, 2, 3}
    assert all(wait.seconds < 3600 for wait in times)
    assert len(set(times)) > 250
