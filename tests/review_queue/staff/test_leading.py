"""The chief reviewer's overview, round and item."""

import pytest
from django.urls import reverse

from review_queue.scoring.actions.submit_review import submit_review
from tests.factories import reviews
from tests.review_queue.counting import queries

pytestmark = pytest.mark.django_db

OVERVIEW = 7
ROUND = 5


def test_the_overview_counts_by_stage(chief):
    item, pair = reviews.make_assigned()
    reviews.score(pair[0], 3)
    reviews.score(pair[1], 0)
    reviews.make_item(item.round)
    reviews.clear_item(reviews.make_item(item.round))
    page = " ".join(chief.get(reverse("review_queue:staff")).content.decode().split())
    assert item.round.title in page
    for label, number in (("All", 3), ("To clear", 1), ("Need reviewers", 2), ("Decided", 0)):
        assert f'data-label="{label}">{number}<' in page


def test_a_round_shows_its_policy_and_who_is_stuck(chief):
    item, _ = reviews.make_assigned()
    page = chief.get(reverse("review_queue:round", args=[item.round.code])).content.decode()
    assert item.code in page
    assert "2 or more steps apart" in page
    assert "Being scored" in page


def test_what_is_over_comes_last(chief):
    over, pair = reviews.make_assigned()
    for one in pair:
        reviews.score(one, 3)
    waiting = reviews.make_item(over.round)
    page = chief.get(reverse("review_queue:round", args=[over.round.code])).content.decode()
    assert page.index(waiting.code) < page.index(over.code)


def test_an_item_shows_reasons_and_trail_and_no_marks_before_a_verdict(chief):
    item, pair = reviews.make_assigned()
    reviews.score(pair[0], 3, "First words.")
    reviews.score(pair[1], 0, "Second words.")
    page = chief.get(reverse("review_queue:item", args=[item.code])).content.decode()
    assert "A criterion is too far apart: Criterion 0" in page
    assert "A third review is needed" in page
    for secret in ("First words.", "Second words.", reviews.ANSWER, pair[0].code, item.ref):
        assert secret not in page


def test_an_item_says_when_only_the_comparison_is_missing(chief):
    item, pair = reviews.make_assigned()
    said = "Every review is in, and they are about to be compared."
    page = reverse("review_queue:item", args=[item.code])
    for one in pair:
        assert said not in chief.get(page).content.decode()
        reviews.accept_offer(one)
        submit_review(assignment=one, version=reviews.draft(one, 3).version)
    assert said in chief.get(page).content.decode()
    reviews.compare_reviews(*pair)
    assert said not in chief.get(page).content.decode()


def test_a_decided_item_shows_its_verdict(chief):
    item, pair = reviews.make_assigned()
    for one in pair:
        reviews.score(one, 3)
    page = chief.get(reverse("review_queue:item", args=[item.code])).content.decode()
    assert "Passed, 100 %" in page
    assert "The two reviews agree." in page


def test_no_rounds_yet(chief):
    assert "No answers yet" in chief.get(reverse("review_queue:staff")).content.decode()


@pytest.mark.parametrize("rows", [1, 60])
def test_pages_take_the_same_queries_with_one_row_and_with_sixty(chief, rows):
    scored_in = reviews.make_round()
    for _ in range(2):
        reviews.make_reviewer()
    for _ in range(rows):
        reviews.clear_item(reviews.make_item(scored_in))
    reviews.assign_all()
    chief.get(reverse("review_queue:staff"))
    with queries() as overview:
        chief.get(reverse("review_queue:staff"))
    with queries() as one_round:
        chief.get(reverse("review_queue:round", args=[scored_in.code]))
    assert (overview.own, one_round.own) == (OVERVIEW, ROUND)
    assert max(overview.all, one_round.all) <= 12
