"""The chief reviewer draws a plan, reads it and applies it."""

import pytest
from django.urls import reverse

from review_queue.models import Assignment, Plan, Reviewer
from tests.factories import reviews

from .counting import queries

pytestmark = pytest.mark.django_db

PAGE = 8


@pytest.fixture
def waiting():
    """An answer that needs somebody who holds a tag, of whom there is one."""
    item = reviews.clear_item(reviews.make_item(reviews.make_round(assigning="asked"), requires=["IMHM-P"]))
    reviews.make_reviewer(qualifications=["IMHM-P"])
    return item


def url(item):
    return reverse("review_queue:plan", args=[item.round.code])


def apply(client, plan):
    return client.post(reverse("review_queue:apply_plan", args=[plan.pk]), follow=True).content.decode()


def test_draw_read_apply(chief, waiting):
    assert "1 answer needs a reviewer" in " ".join(chief.get(url(waiting)).content.decode().split())
    page = chief.post(url(waiting), follow=True).content.decode()
    assert "A plan is drawn; nobody is asked yet." in page
    assert "1 IMHM-P answer needs a reviewer; nobody is eligible." in page
    assert not Assignment.objects.exists()
    plan = Plan.objects.get()
    assert (plan.state, plan.unfilled, len(plan.inputs), plan.seed) == ("proposed", 1, 64, waiting.round.seed)
    assert "The plan is applied" in apply(chief, plan)
    assert waiting.assignments.get().plan == plan
    plan.refresh_from_db()
    assert plan.state == "applied"
    assert plan.settled_by == plan.proposed_by


def test_a_plan_that_is_no_longer_right_assigns_nothing_and_is_drawn_again(chief, waiting):
    chief.post(url(waiting))
    old = Plan.objects.get()
    Reviewer.objects.update(active=False)
    page = apply(chief, old)
    assert "Something has changed since this plan was drawn" in page
    assert "nobody is eligible" in page
    assert not Assignment.objects.exists()
    assert list(Plan.objects.order_by("proposed_at").values_list("state", flat=True)) == ["stale", "proposed"]


def test_a_plan_is_applied_once(chief, waiting):
    chief.post(url(waiting))
    plan = Plan.objects.get()
    apply(chief, plan)
    assert "moved on in the meantime" in apply(chief, plan)
    assert Assignment.objects.count() == 1


def test_a_plan_names_no_reviewer_and_no_item(chief, waiting):
    chief.post(url(waiting))
    page = chief.get(url(waiting)).content.decode()
    assert waiting.code not in page
    assert waiting.ref not in page
    assert Reviewer.objects.get().user.email not in page


def test_nothing_waits(chief):
    item, _ = reviews.make_assigned()
    assert "Nothing waits for a reviewer" in chief.get(url(item)).content.decode()
    chief.post(url(item))
    assert Plan.objects.filter(proposed_by__isnull=False).count() == 0


@pytest.mark.parametrize("stranger", ["clearer", "outsider", "superuser"])
def test_plans_are_for_the_chief_of_the_pool(request, chief, waiting, stranger):
    chief.post(url(waiting))
    client = request.getfixturevalue(stranger)
    assert client.get(url(waiting)).status_code == client.post(url(waiting)).status_code == 404
    answer = client.post(reverse("review_queue:apply_plan", args=[Plan.objects.get().pk]))
    assert answer.status_code == 404
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("rows", [1, 12])
def test_the_page_takes_the_same_queries_with_one_answer_and_with_twelve(chief, rows):
    scored_in = reviews.make_round(assigning="asked")
    for _ in range(3):
        reviews.make_reviewer()
    for _ in range(rows):
        item = reviews.clear_item(reviews.make_item(scored_in))
    chief.post(url(item))
    with queries() as count:
        chief.get(url(item))
    assert count.own == PAGE
