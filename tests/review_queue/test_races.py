"""Two people at the same instant, on a database that lets them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from review_queue.assigning.actions.accept import accept
from review_queue.assigning.actions.apply_plan import apply_plan
from review_queue.assigning.actions.propose_plan import propose_plan
from review_queue.errors import Refusal
from review_queue.items.queries.scorecards import rubric_of
from review_queue.models import (
    Agreement,
    Assignment,
    Highlight,
    Item,
    ItemUserPermission,
    Plan,
    Review,
    Verdict,
)
from review_queue.scoring.actions.notes import add_note
from review_queue.scoring.actions.report_identity import report_identity
from review_queue.scoring.actions.save_draft import save_draft
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.scoring.forms.reviews import Draft
from review_queue.signals import item_decided
from tests.factories import reviews
from tests.racing import at_once
from tests.review_queue.invariants import breaches

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _sound(transactional_db: None) -> Iterator[None]:
    """Whoever wins the race, the queue is as it must be."""
    yield
    assert breaches(settled=False) == []


@pytest.mark.parametrize("points", [(3, 3), (3, 0)])
def test_two_submissions_at_once_are_compared_once(points):
    heard: list[str] = []

    def listen(ref, **kwargs):
        heard.append(ref)

    item, pair = reviews.make_assigned()
    versions = []
    for one, wanted in zip(pair, points, strict=True):
        reviews.accept_offer(one)
        versions.append(reviews.draft(one, wanted).version)
    item_decided.connect(listen)

    def hand_in(place: int) -> None:
        submit_review(assignment=pair[place], version=versions[place])
        reviews.compare_reviews(pair[place])

    try:
        at_once(lambda: hand_in(0), lambda: hand_in(1))
        at_once(*[lambda: reviews.compare_reviews(*pair)] * 4)  # delivered many times
    finally:
        item_decided.disconnect(listen)

    item.refresh_from_db()
    agreed = points[0] == points[1]
    assert Agreement.objects.filter(item=item).count() == 1
    assert item.state == ("decided" if agreed else "disputed")
    assert Verdict.objects.count() == len(heard) == (1 if agreed else 0)


def test_one_review_handed_in_twice_at_once_is_handed_in_once():
    _, pair = reviews.make_assigned()
    reviews.accept_offer(pair[0])
    version = reviews.draft(pair[0], 3).version
    submit = [lambda: submit_review(assignment=pair[0], version=version)] * 4
    refused = [one for one in at_once(*submit) if isinstance(one, Refusal)]
    assert len(refused) == 3
    assert pair[0].events.filter(kind="submitted").count() == 1


def test_two_tabs_that_save_at_once_keep_one_and_tell_the_other():
    _, pair = reviews.make_assigned()
    review = accept(assignment=pair[0])
    levels = {one: one.levels.first() for one in rubric_of(pair[0].item.round.rubric)}

    def save(words: str) -> Review:
        return save_draft(assignment=pair[0], draft=Draft(levels, feedback=words), version=review.version)

    results = at_once(lambda: save("one"), lambda: save("two"))
    assert sum(isinstance(one, Refusal) for one in results) == 1
    assert Review.objects.get(assignment=pair[0]).version == 1


def test_a_note_and_a_submission_at_once_leave_no_note():
    _, pair = reviews.make_assigned()
    reviews.accept_offer(pair[0])
    version = reviews.draft(pair[0], 3).version
    at_once(
        lambda: submit_review(assignment=pair[0], version=version),
        *[lambda: add_note(assignment=pair[0], words="", text="Ask about this.", part=1)] * 3,
    )
    assert not Highlight.objects.exists()


def test_a_save_and_a_submission_at_once_hand_in_what_was_checked():
    _, pair = reviews.make_assigned()
    reviews.accept_offer(pair[0])
    version = reviews.draft(pair[0], 3).version
    empty = Draft(dict.fromkeys(rubric_of(pair[0].item.round.rubric)))
    results = at_once(
        lambda: submit_review(assignment=pair[0], version=version),
        lambda: save_draft(assignment=pair[0], draft=empty, version=version),
    )
    assert sum(isinstance(one, Refusal) for one in results) == 1
    review = Review.objects.get(assignment=pair[0])
    assert (review.submitted_at is not None) is (review.version == version)
    assert review.marks.filter(level=None).exists() is (review.submitted_at is None)


def test_a_report_and_a_submission_at_once_leave_one_consistent_end():
    item, pair = reviews.make_assigned()
    for one in pair:
        reviews.accept_offer(one)
    version = reviews.draft(pair[1], 3).version
    at_once(
        lambda: report_identity(assignment=pair[0]),
        lambda: submit_review(assignment=pair[1], version=version),
    )
    item.refresh_from_db()
    assert item.state == "received"
    assert set(item.assignments.values_list("state", flat=True)) == {"revoked"}
    assert not ItemUserPermission.objects.exists()


def propose(items: list[Item]) -> Plan:
    plan = propose_plan(scored_in=items[0].round, pool=items[0].pool, items=items)
    assert plan
    return plan


def test_one_plan_applied_by_many_at_once_assigns_once():
    scored_in = reviews.make_round()
    for _ in range(4):
        reviews.make_reviewer(capacity=3)
    items = [reviews.clear_item(reviews.make_item(scored_in)) for _ in range(5)]
    plan = propose(items)
    at_once(*[lambda: apply_plan(plan=plan)] * 4)
    assert Assignment.objects.count() == 10
    assert set(Item.objects.values_list("state", flat=True)) == {"assigned"}


def test_two_plans_do_not_give_a_reviewer_more_than_there_is_room_for():
    reviewer = reviews.make_reviewer(capacity=1)
    plans = [propose([reviews.clear_item(reviews.make_item())]) for _ in range(4)]
    at_once(*[lambda plan=plan: apply_plan(plan=plan) for plan in plans])
    states = Plan.objects.values_list("state", flat=True)
    assert sorted(states) == ["applied", "stale", "stale", "stale"]
    assert reviewer.assignments.count() == 1


def test_a_plan_is_drawn_and_kept_while_another_is_being_applied():
    """PostgreSQL checks the foreign keys of the one in an order of its own: no lock may stand in its way."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    for _ in range(3):
        reviews.make_reviewer()
    items = [reviews.clear_item(reviews.make_item(reviews.make_round())) for _ in range(2)]
    with transaction.atomic():
        apply_plan(plan=propose(items[:1]))
        with ThreadPoolExecutor(1) as another:
            plan = another.submit(propose_without_waiting, items[1:]).result()
    assert plan.slots.count() == 2


def propose_without_waiting(items: list[Item]) -> Plan:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        return propose(items)
    finally:
        connection.close()


def test_two_who_ask_at_once_never_get_the_same_slot():
    people = [reviews.make_reviewer() for _ in range(4)]
    item = reviews.clear_item(reviews.make_item())
    today = timezone.localdate()
    taken = at_once(*[lambda one=one: reviews.ask_for_one(one, today) for one in people])
    assert sorted(one.slot for one in item.assignments.all()) in ([1], [1, 2])
    assert len([one for one in taken if one]) == item.assignments.count()
