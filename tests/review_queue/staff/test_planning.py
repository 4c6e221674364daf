"""The chief reviewer draws a plan, reads it and applies it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue.models import Assignment, Event, Plan, Reviewer
from tests.factories import reviews
from tests.review_queue.counting import queries

pytestmark = pytest.mark.django_db

PAGE = 12
"""Three of them for what waits to leave: the pools that the chief leads, and two for each."""


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


SINGLE = (
    "Offers wait for at least 2 other answers, so that no two reviewers can tell that they share one. "
    "They leave by Friday, 8 March, 08:00 UTC, at the latest."
)


@pytest.fixture
def monday(settings, monkeypatch):
    """The clock stands on a Monday morning after the offers of the day have left."""
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": 24 * 60, "OFFERS_TOGETHER": 3}
    monkeypatch.setattr(timezone, "now", lambda: datetime(2030, 3, 4, 9, 10, tzinfo=UTC))


def leaving(chief, answers: int, reviewers: int) -> list[str]:
    """What the chief reads after applying a plan, then on the round's plan and on the answer's page."""
    made = reviews.make_round()
    for _ in range(reviewers):
        reviews.make_reviewer()
    items = [reviews.clear_item(reviews.make_item(made)) for _ in range(answers)]
    chief.post(url(items[0]))
    pages = [apply(chief, Plan.objects.get()), chief.get(url(items[0])).content.decode()]
    pages.append(chief.get(reverse("review_queue:item", args=[items[0].code])).content.decode())
    return [" ".join(page.split()) for page in pages]


@pytest.mark.parametrize(
    ("answers", "reviewers", "sentence"),
    [
        (1, 4, SINGLE),
        (2, 4, SINGLE.replace("2 other answers", "1 other answer")),
        (3, 2, SINGLE.replace("at least 2 other answers", "at least an answer that goes to other reviewers")),
        (3, 4, "Offers leave on Tuesday, 5 March, 08:00 UTC; each reviewer gets one mail then."),
    ],
)
def test_the_chief_reads_for_what_offers_wait_and_how_long(monday, chief, answers, reviewers, sentence):
    pages = leaving(chief, answers, reviewers)
    assert f"The plan is applied. {sentence}" in pages[0]
    assert all(sentence in page for page in pages)
    assert "not sent yet" in pages[2]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("left_alone", "its two reviewers could tell that they score the same answer"),
        ("ended_alone", "its reviewers could tell that they had the same one"),
    ],
)
def test_the_chief_reads_that_an_answer_left_or_ended_alone(chief, kind, words):
    item, _ = reviews.make_assigned()
    page = reverse("review_queue:item", args=[item.code])
    assert words not in chief.get(page).content.decode()
    Event.objects.create(item=item, kind=kind)
    assert words in chief.get(page).content.decode()
