"""A reviewer's list."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.rules import StepBackReason
from tests.factories import reviews
from tests.review_queue.conftest import signed_in
from tests.review_queue.counting import queries

pytestmark = pytest.mark.django_db
URL = "review_queue:queue"
QUERIES = 8


def test_states_and_dates(reviewer, pair):
    page = reviewer.get(reverse(URL)).content.decode()
    assert f"Answer {pair[0].code}" in page
    assert "New" in page
    assert "in 14 days" in page

    reviews.accept_offer(pair[0])
    assert "Not started" in reviewer.get(reverse(URL)).content.decode()
    review = reviews.draft(pair[0], 2)
    review.marks.filter(criterion__code="c1").update(level=None)
    assert "1 of 2 marked" in reviewer.get(reverse(URL)).content.decode()
    reviews.draft(pair[0], 2)
    assert "Ready to hand in" in reviewer.get(reverse(URL)).content.decode()


def test_what_is_late_is_first_and_says_so(reviewer, pair):
    user = pair[0].reviewer
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    late = reviews.clear_item(reviews.make_item(due=yesterday))
    reviews.assign_all()
    code = late.assignments.get(reviewer=user).code
    page = reviewer.get(reverse(URL)).content.decode()
    assert "1 day late" in page
    assert page.index(code) < page.index(pair[0].code)


def test_an_empty_list_is_a_kind_one(reviewer, pair):
    step_back(assignment=pair[0], reason=StepBackReason.OVERLOAD)
    assert "Nothing waits for you" in reviewer.get(reverse(URL)).content.decode()


@pytest.mark.parametrize("rows", [1, 60])
def test_the_list_takes_the_same_queries_with_one_row_and_with_sixty(rows):
    scored_in = reviews.make_round()
    for _ in range(2):
        one = reviews.make_reviewer()
    for _ in range(rows):
        reviews.clear_item(reviews.make_item(scored_in))
    reviews.assign_all()
    client = signed_in(one.user)
    client.get(reverse(URL))
    with queries() as count:
        page = client.get(reverse(URL)).content.decode()
    assert page.count("Answer ") == min(rows, 50)
    assert count.own == QUERIES
    assert count.all <= 12
