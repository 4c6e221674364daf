"""The time a review takes: signs of life, pauses aside, nobody's own time shown to anybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue.audit.queries.review_times import times_of
from review_queue.models import PoolRole, Review
from review_queue.scoring.actions.keep_time import keep_time
from review_queue.templatetags.review import about
from tests.factories import reviews
from tests.factories.scored import make_decided
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    _, pair = reviews.make_assigned()
    return reviews.accept_offer(pair[0])


def seconds(assignment) -> int:
    return Review.objects.get(assignment=assignment).active_seconds


def about_seconds(wanted: int):
    """As a busy machine may measure it."""
    return pytest.approx(wanted + 20, abs=25)


def last_seen(assignment, ago: timedelta) -> None:
    Review.objects.filter(assignment=assignment).update(seen_at=timezone.now() - ago)


@pytest.mark.parametrize(
    ("ago", "counted"),
    [
        (timedelta(seconds=60), 60),
        (timedelta(minutes=5), 300),
        (timedelta(minutes=40), 300),
        (timedelta(days=3), 300),
        (timedelta(hours=-1), 0),  # another server's clock is ahead
    ],
)
def test_what_counts_between_two_signs_of_life(own, ago, counted):
    last_seen(own, ago)
    keep_time(assignment=own)
    assert counted <= seconds(own) <= max(counted, min(counted + 30, 300) if counted else 0)


def test_opening_the_page_again_counts_nothing(own):
    last_seen(own, timedelta(days=3))
    keep_time(assignment=own, begins=True)
    last_seen(own, timedelta(seconds=60))
    keep_time(assignment=own)
    assert seconds(own) == about_seconds(60)


def test_a_review_that_is_handed_in_stays_as_it_is(own):
    reviews.score(own, 3)
    last_seen(own, timedelta(minutes=1))
    keep_time(assignment=own)
    assert seconds(own) == 0


def test_saving_and_signs_of_life_count(own):
    client = signed_in(own.reviewer.user)
    values = {"version": 0, "level-c0": "2", "level-c1": "3", "feedback": "Well seen."}
    last_seen(own, timedelta(minutes=2))
    client.post(reverse("review_queue:draft", args=[own.code]), values)
    assert seconds(own) == about_seconds(120)
    last_seen(own, timedelta(minutes=1))
    assert client.post(reverse("review_queue:here", args=[own.code])).status_code == 204
    assert seconds(own) == about_seconds(180)
    last_seen(own, timedelta(minutes=4))
    client.post(reverse("review_queue:here", args=[own.code]), {"begins": "yes"})
    last_seen(own, timedelta(minutes=3))
    client.post(own.get_absolute_url(), {**values, "version": 1})
    assert seconds(own) == about_seconds(360)
    stranger = signed_in(reviews.make_reviewer().user)
    assert stranger.post(reverse("review_queue:here", args=[own.code])).status_code == 404


def test_a_reviewer_reads_his_own_time(own):
    client = signed_in(own.reviewer.user)
    Review.objects.filter(assignment=own).update(active_seconds=1_470)
    assert "about 25 min so far" in client.get(own.get_absolute_url()).content.decode()
    check = client.get(reverse("review_queue:submit", args=[own.code])).content.decode()
    assert "You have worked on it for about 25 min." in check
    reviews.score(own, 3)
    past = client.get(reverse("review_queue:past_review", args=[own.code])).content.decode()
    assert "it took you about 25 min" in past


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        (0, "under a minute"),
        (29, "under a minute"),
        (60, "about 1 min"),
        (9 * 60, "about 9 min"),
        (23 * 60, "about 25 min"),
        (60 * 60, "about 1 h"),
        (87 * 60, "about 1 h 25 min"),
        (119 * 60, "about 2 h"),
    ],
)
def test_no_finer_than_it_is_known(taken, words):
    assert about(taken) == words


@pytest.fixture
def leader():
    return reviews.make_staff(PoolRole.Role.CHIEF)


def test_a_chief_reads_quartiles_of_all(leader):
    scored_in = reviews.make_round()
    people = [reviews.make_reviewer() for _ in range(3)]
    for pair in ((0, 1), (1, 2), (0, 2)):
        make_decided(scored_in, [people[one] for one in pair], [(3, 3), (3, 3)])
    for row, minutes in zip(Review.objects.order_by("pk"), (10, 20, 30, 40, 50, 0), strict=True):
        Review.objects.filter(pk=row.pk).update(active_seconds=60 * minutes)
    found = times_of(leader, scored_in)
    assert found is not None
    assert (found.reviews, found.low, found.middle, found.high) == (5, 1_200, 1_800, 2_400)
    page = signed_in(leader).get(reverse("review_queue:agreement", args=[scored_in.code]))
    words = "Half of 5 reviews took from about 20 min to about 40 min, half of them less than about 30 min."
    assert words in page.content.decode()


@pytest.mark.parametrize(("reviewers", "answers"), [(2, 5), (3, 2)])
def test_too_few_would_tell_of_one_person(leader, reviewers, answers):
    scored_in = reviews.make_round()
    people = [reviews.make_reviewer() for _ in range(reviewers)]
    for number in range(answers):
        pair = [people[number % reviewers], people[(number + 1) % reviewers]]
        make_decided(scored_in, pair, [(3, 3), (3, 3)])
    Review.objects.update(active_seconds=600)
    assert times_of(leader, scored_in) is None
    page = signed_in(leader).get(reverse("review_queue:agreement", args=[scored_in.code]))
    assert "How long a review takes" not in page.content.decode()
