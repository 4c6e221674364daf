"""Asking for an answer, and for more time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from review_queue.assigning.actions.grant_wishes import grant_wishes
from review_queue.models import Wish
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

QUERIES = (17, 11)
"""To ask and to be shown the overview again, and to look at it: all that the test's client causes."""


SENTENCE = "You will get one with the next offers, if there is one for you."
OVERVIEW = "review_queue:queue"


def ask(client, **given):
    return client.post(reverse("review_queue:take"), follow=True, **given).content.decode()


def test_what_was_asked_for_comes_as_an_offer():
    one = signed_in(reviews.make_reviewer().user)
    item = reviews.clear_item(reviews.make_item())
    assert "Give me one" in one.get(reverse(OVERVIEW)).content.decode()
    assert SENTENCE in ask(one)
    assert not item.assignments.exists()
    grant_wishes()
    offered = item.assignments.get()
    assert offered.code in one.get(reverse(OVERVIEW)).content.decode()
    assert "Will you score" in one.get(offered.get_absolute_url()).content.decode()


def _nothing(who):
    pass


def _an_answer(who):
    reviews.clear_item(reviews.make_item())


def _barred(who):
    reviews.clear_item(reviews.make_item(barred=[who.user_id]))


def _beside_a_colleague(who):
    reviews.clear_item(reviews.make_item())
    reviews.ask_for_one(reviews.make_reviewer(agency=who.agency))


def _other_language(who):
    for _ in range(3):
        reviews.clear_item(reviews.make_item(language="es"))


WAITING = [_nothing, _an_answer, _barred, _beside_a_colleague, _other_language]


@pytest.mark.parametrize("waiting", WAITING)
def test_asking_is_answered_alike_whatever_waits(waiting, settings):
    """The same words and as many queries, then and while the wish is open."""
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": 24 * 60}
    reviewer = reviews.make_reviewer(agency="North Clinic", languages=["en"])
    waiting(reviewer)
    one = signed_in(reviewer.user)
    with CaptureQueriesContext(connection) as asking:
        page = ask(one)
    with CaptureQueriesContext(connection) as looking:
        again = one.get(reverse(OVERVIEW)).content.decode()
    assert (len(asking), len(looking)) == QUERIES
    assert page.count(SENTENCE) == 1
    for shown in (page, again):
        assert "You have asked for one answer." in shown
        assert "Nothing waits for you" in shown
        assert "Give me one more" in shown


def test_whoever_holds_enough_is_not_invited_to_ask_and_is_told_why():
    who = reviews.make_reviewer(capacity=1)
    one = signed_in(who.user)
    for _ in range(2):
        reviews.clear_item(reviews.make_item())
    reviews.ask_for_one(who)
    page = one.get(reverse(OVERVIEW)).content.decode()
    assert "Give me one" not in page
    assert "You hold one answer, which is as much as was agreed with you." in page
    assert "You hold as many answers as was agreed with you. Hand one in to ask for another." in ask(one)
    assert Wish.objects.count() == 1


def test_whoever_has_asked_for_enough_is_told_so(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": 24 * 60}
    one = signed_in(reviews.make_reviewer(capacity=2).user)
    assert "Give me one more" in ask(one)
    page = ask(one)
    assert "You have asked for 2 answers." in page
    assert "Give me one" not in page
    assert "See what you have scored" in page
    refused = ask(one)
    assert "With those that you have asked for, you have as many answers as was agreed with you." in refused
    assert Wish.objects.count() == 2


@pytest.mark.parametrize("stranger", ["clearer", "chief", "outsider", "superuser"])
def test_only_reviewers_ask(request, stranger):
    item = reviews.clear_item(reviews.make_item())
    assert request.getfixturevalue(stranger).post(reverse("review_queue:take")).status_code == 404
    assert not item.assignments.exists()
    assert not Wish.objects.exists()


def test_more_time_once(reviewer, own):
    url = reverse("review_queue:extend", args=[own.code])
    assert "Ask for 7 more days" in reviewer.get(own.get_absolute_url()).content.decode()
    page = reviewer.post(url, follow=True).content.decode()
    assert "is now due on" in page
    assert "more days" not in page
    assert "cannot be put off again" in reviewer.post(url, follow=True).content.decode()


def test_an_offer_says_until_when_and_cannot_be_put_off(reviewer, offered):
    assert "Please reply by" in reviewer.get(offered.get_absolute_url()).content.decode()
    reviewer.post(reverse("review_queue:extend", args=[offered.code]))
    offered.refresh_from_db()
    assert offered.extended_at is None
