"""From intake to the verdict, through the real actions and the real background work."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from review_queue import intake
from review_queue.models import (
    Agreement,
    BarredUser,
    Event,
    Item,
    ItemUserPermission,
    PoolRole,
    Verdict,
    Work,
)
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.signals import item_decided
from review_queue.work.running import run_due
from tests.factories import reviews

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    calls: list[dict] = []

    def listen(**kwargs):
        calls.append(kwargs)

    item_decided.connect(listen)
    yield calls
    item_decided.disconnect(listen)


def test_two_who_agree_decide_an_item(heard):
    item, (first, second) = reviews.make_assigned()
    assert item.state == "assigned"

    reviews.score(first, 3)
    item.refresh_from_db()
    assert (item.state, Agreement.objects.count(), heard) == ("assigned", 0, [])

    reviews.score(second, 3)
    item.refresh_from_db()
    assert item.state == "decided"
    assert intake.status(item.ref) == intake.Status(
        "decided", "passed", f"{reviews.FEEDBACK}\n\n{reviews.FEEDBACK}"
    )
    assert [(call["ref"], call["outcome"]) for call in heard] == [(item.ref, "passed")]
    assert not ItemUserPermission.objects.exists()
    assert not BarredUser.objects.exists()


@pytest.mark.parametrize(
    ("third", "outcome", "percent"), [(3, "passed", "100.00"), (0, "failed", "0.00"), (2, "passed", "83.33")]
)
def test_two_who_disagree_are_settled_by_a_third_who_is_blind(heard, third, outcome, percent):
    item, (first, second) = reviews.make_assigned()
    adjudicator = reviews.make_reviewer(may_adjudicate=True)
    reviews.score(first, 3)
    reviews.score(second, 0)
    run_due()

    item.refresh_from_db()
    assert (item.state, heard) == ("adjudicating", [])
    last = item.assignments.get(slot=3)
    assert last.reviewer == adjudicator

    reviews.score(last, third)
    verdict = Verdict.objects.get(item=item)
    assert (verdict.outcome, str(verdict.percent), verdict.resolution) == (outcome, percent, "nearest_two")
    assert [call["outcome"] for call in heard] == [outcome]


def test_background_work_assigns_what_a_clearer_releases(mailoutbox):
    clearer = reviews.make_staff(PoolRole.Role.CLEARER, email="clearer@example.org")
    for _ in range(2):
        reviews.make_reviewer()
    item = reviews.make_item()
    run_due()
    reviews.clear_item(item, by=clearer)
    run_due()

    item.refresh_from_db()
    assert item.state == "assigned"
    assert sorted(mail.subject for mail in mailoutbox) == [
        "An answer waits for clearance",
        "You are asked to score an answer",
        "You are asked to score an answer",
    ]
    for mail in mailoutbox:
        assert item.code not in mail.body


def test_a_receiver_that_refuses_the_verdict_undoes_it_and_hears_it_again():
    """The reviewer has handed in and is done; the verdict waits until it can be heard."""
    item, (first, second) = reviews.make_assigned()
    reviews.score(first, 3)

    def refuse(**kwargs):
        raise RuntimeError

    item_decided.connect(refuse)
    try:
        reviews.accept_offer(second)
        submit_review(assignment=second, version=reviews.draft(second, 3).version)
        run_due()
    finally:
        item_decided.disconnect(refuse)
    item.refresh_from_db()
    second.refresh_from_db()
    assert (item.state, second.state) == ("assigned", "submitted")
    assert not Verdict.objects.exists()
    assert not Agreement.objects.exists()

    waiting = Work.objects.filter(kind="review_queue.compare", state=Work.State.PENDING)
    a_minute_ago = timezone.now() - timedelta(minutes=1)
    assert waiting.update(due_at=a_minute_ago) == 2  # one for each review
    run_due()
    item.refresh_from_db()
    assert item.state == "decided"
    assert Verdict.objects.count() == 1


def test_the_trail_tells_the_whole_story_in_codes():
    item, pair = reviews.make_assigned()
    for one in pair:
        reviews.score(one, 3)
    kinds = list(Event.objects.filter(item=item).values_list("kind", flat=True))
    assert kinds == [
        "received", "cleared", "offered", "offered", "accepted", "submitted", "accepted", "submitted",
        "agreed", "decided",
    ]  # fmt: skip


def test_nobody_who_is_barred_or_cleared_the_item_scores_it():
    clearer = reviews.make_staff(PoolRole.Role.CLEARER)
    barred = [reviews.make_reviewer() for _ in range(3)]
    reviews.make_reviewer(user=clearer)
    agency = reviews.make_reviewer(agency="The Keiki Care Center, Inc.")
    free = reviews.make_reviewer()
    item = reviews.make_item(barred=[one.user_id for one in barred], barred_agencies=["Keiki Care Center"])
    reviews.clear_item(item, by=clearer)
    made = reviews.assign_all()
    assert [one.reviewer for one in made] == [free]
    assert agency.user != free.user
    assert Item.objects.get().state == "cleared"


def test_scorers_of_a_former_item_do_not_score_the_next():
    item, pair = reviews.make_assigned()
    again = reviews.clear_item(reviews.make_item(earlier=[item.ref]))
    assert reviews.assign_all() == []
    fresh = {reviews.make_reviewer(), reviews.make_reviewer()}
    assert {one.reviewer for one in reviews.assign_all()} == fresh
    assert {one.reviewer for one in pair}.isdisjoint(fresh)
    again.refresh_from_db()
    assert again.state == "assigned"


def test_users_are_not_invented_for_unknown_barred_ids():
    item = reviews.make_item(barred=[987654])
    assert not User.objects.filter(pk=987654).exists()
    assert not item.barred_users.exists()
