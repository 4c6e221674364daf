"""What one has scored: own marks, no answer, nobody else's."""

import pytest
from django.urls import reverse

from tests.factories import reviews
from tests.review_queue.conftest import signed_in
from tests.review_queue.counting import queries

pytestmark = pytest.mark.django_db

QUERIES = 6


def test_own_marks_are_kept_and_the_answer_is_not(reviewer, pair):
    reviews.score(pair[0], (2, 3), "Mine.")
    reviews.score(pair[1], (2, 2), "Theirs.")
    assert pair[0].code in reviewer.get(reverse("review_queue:history")).content.decode()
    page = reviewer.get(reverse("review_queue:past_review", args=[pair[0].code])).content.decode()
    assert "Mine." in page
    assert "Level 3" in page
    for secret in ("Theirs.", "I would wait", pair[1].code, "passed"):
        assert secret not in page


def test_anothers_review_is_not_to_be_had(reviewer, pair):
    reviews.score(pair[1], 3)
    assert reviewer.get(reverse("review_queue:past_review", args=[pair[1].code])).status_code == 404


def test_open_work_is_not_history(reviewer, own):
    assert reviewer.get(reverse("review_queue:past_review", args=[own.code])).status_code == 404
    assert "No reviews yet" in reviewer.get(reverse("review_queue:history")).content.decode()


@pytest.mark.parametrize("rows", [1, 60])
def test_the_list_takes_the_same_queries_with_one_row_and_with_sixty(rows):
    scored_in = reviews.make_round()
    one = reviews.make_reviewer()
    for _ in range(rows):
        reviews.clear_item(reviews.make_item(scored_in))
    for assignment in reviews.assign_all():
        reviews.score(assignment, 3)
    client = signed_in(one.user)
    client.get(reverse("review_queue:history"))
    with queries() as count:
        client.get(reverse("review_queue:history"))
    assert count.own == QUERIES
    assert count.all <= 12
