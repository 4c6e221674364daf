"""Asking for an answer, and for more time."""

import pytest
from django.urls import reverse

from tests.factories import reviews
from tests.review_queue.views.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_give_me_one_leads_to_the_desk():
    one = signed_in(reviews.make_reviewer().user)
    item = reviews.clear_item(reviews.make_item())
    assert "Give me one" in one.get(reverse("review_queue:queue")).content.decode()
    page = one.post(reverse("review_queue:take"), follow=True).content.decode()
    assert f"Answer {item.assignments.get().code}" in page
    assert "Check and hand in" in page


def test_nothing_to_give():
    one = signed_in(reviews.make_reviewer().user)
    page = one.post(reverse("review_queue:take"), follow=True).content.decode()
    assert "Nothing waits at the moment" in page


def test_whoever_holds_enough_is_not_invited_to_ask_and_is_told_why():
    one = signed_in(reviews.make_reviewer(capacity=1).user)
    for _ in range(2):
        reviews.clear_item(reviews.make_item())
    one.post(reverse("review_queue:take"))
    page = one.get(reverse("review_queue:queue")).content.decode()
    assert "Give me one" not in page
    assert "You hold one answer, which is as much as was agreed with you." in page
    asked = one.post(reverse("review_queue:take"), follow=True).content.decode()
    assert "You hold as many answers as was agreed with you. Hand one in to ask for another." in asked
    assert "Nothing waits at the moment" not in asked


@pytest.mark.parametrize("stranger", ["clearer", "chief", "outsider", "superuser"])
def test_only_reviewers_ask(request, stranger):
    item = reviews.clear_item(reviews.make_item())
    assert request.getfixturevalue(stranger).post(reverse("review_queue:take")).status_code == 404
    assert not item.assignments.exists()


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
