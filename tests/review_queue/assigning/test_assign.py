"""A plan is drawn from what was true, and applied to what is."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from review_queue import intake
from review_queue.assigning.actions.apply_plan import apply_plan
from review_queue.assigning.actions.propose_plan import propose_plan
from review_queue.assigning.queries.demand import items_in_need
from review_queue.errors import WrongState
from review_queue.models import Assignment, Event, ItemUserPermission, PoolMembership, Reviewer
from tests.factories import reviews

pytestmark = pytest.mark.django_db


def propose():
    items = list(items_in_need())
    return propose_plan(scored_in=items[0].round, pool=items[0].pool, items=items)


@pytest.fixture
def item():
    return reviews.clear_item(reviews.make_item())


def test_access_comes_with_the_assignment(item):
    people = {reviews.make_reviewer() for _ in range(2)}
    made = reviews.assign_all()
    rows = ItemUserPermission.objects.values_list("user_id", "content_object_id")
    assert set(rows) == {(one.user_id, item.pk) for one in people}
    assert len({one.code for one in made} | {item.code}) == 3


def test_due_dates_come_from_the_round_or_the_sender(item):
    for _ in range(2):
        reviews.make_reviewer()
    wanted = datetime.date(2030, 5, 6)
    other = reviews.clear_item(reviews.make_item(due=wanted))
    reviews.assign_all()
    in_two_weeks = timezone.localdate() + datetime.timedelta(days=14)
    assert {one.due for one in item.assignments.all()} == {in_two_weeks}
    assert {one.due for one in other.assignments.all()} == {wanted}


def test_applying_a_plan_twice_assigns_once(item):
    for _ in range(4):
        reviews.make_reviewer()
    plan = propose()
    assert apply_plan(plan=plan).state == "applied"
    with pytest.raises(WrongState):
        apply_plan(plan=plan)
    assert Assignment.objects.count() == 2


def test_a_plan_that_the_database_refuses_leaves_nothing_behind():
    taken = reviews.make_assigned()[1][0].code
    reviews.clear_item(reviews.make_item())
    plan = propose()
    plan.slots.filter(slot=2).update(code=taken)
    before = Assignment.objects.count(), ItemUserPermission.objects.count(), Event.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        apply_plan(plan=plan)
    assert before == (Assignment.objects.count(), ItemUserPermission.objects.count(), Event.objects.count())
    plan.refresh_from_db()
    assert plan.state == "proposed"


def test_the_code_drawn_with_the_plan_is_the_reviewers_code(item):
    for _ in range(2):
        reviews.make_reviewer()
    plan = propose()
    drawn = dict(plan.slots.values_list("reviewer", "code"))
    apply_plan(plan=plan)
    assert dict(item.assignments.values_list("reviewer", "code")) == drawn


@pytest.mark.parametrize("change", ["barred", "inactive", "left", "full", "signed_out"])
def test_what_has_changed_since_the_plan_was_drawn_counts(item, change):
    reviewer, steady = reviews.make_reviewer(capacity=1), reviews.make_reviewer()
    plan = propose()
    if change == "barred":
        item.barred_users.create(user=reviewer.user)
    elif change == "inactive":
        Reviewer.objects.filter(pk=reviewer.pk).update(active=False)
    elif change == "left":
        PoolMembership.objects.filter(reviewer=reviewer).delete()
    elif change == "signed_out":
        User.objects.filter(pk=reviewer.user_id).update(is_active=False)
    else:
        _fill(reviewer)
    assert apply_plan(plan=plan).state == "stale"
    assert not item.assignments.exists()
    reviews.assign_all()
    assert [one.reviewer for one in item.assignments.all()] == [steady]
    item.refresh_from_db()
    assert item.state == "cleared"


def _fill(reviewer):
    other = reviews.clear_item(reviews.make_item())
    Assignment.objects.create(item=other, reviewer=reviewer, slot=1, due=timezone.localdate())


def test_a_withdrawn_item_is_left_out(item):
    for _ in range(2):
        reviews.make_reviewer()
    plan = propose()
    intake.withdraw(item.ref, reason="candidate")
    assert apply_plan(plan=plan).state == "stale"
    assert not Assignment.objects.exists()


def test_half_a_pair_is_offered_and_the_rest_follows(item):
    first = reviews.make_reviewer()
    assert [one.reviewer for one in reviews.assign_all()] == [first]
    item.refresh_from_db()
    assert item.state == "cleared"
    second = reviews.make_reviewer()
    assert [one.reviewer for one in reviews.assign_all()] == [second]
    item.refresh_from_db()
    assert item.state == "assigned"


def test_an_unfilled_item_is_noted_once(item):
    for _ in range(3):
        reviews.assign_all()
    assert list(item.events.values_list("kind", flat=True)) == ["received", "cleared", "unfilled"]


def test_qualifications_and_languages_are_compared_never_understood():
    item = reviews.clear_item(reviews.make_item(requires=["IMHM-P"], language="es"))
    reviews.make_reviewer(qualifications=["IMHM-P"], languages=["en"])
    reviews.make_reviewer(qualifications=["IMHM-C"], languages=["es"])
    fit = reviews.make_reviewer(qualifications=["IMHM-C", "IMHM-P"], languages=["es", "en"])
    assert [one.reviewer for one in reviews.assign_all()] == [fit]
    assert item.assignments.count() == 1


@pytest.mark.parametrize("clash", ["same_slot", "same_reviewer", "slot_four"])
def test_the_database_itself_refuses_what_must_never_be(clash):
    item, (first, second) = reviews.make_assigned()
    other = reviews.make_reviewer()
    wrong = {
        "same_slot": {"reviewer": other, "slot": 1},
        "same_reviewer": {"reviewer": second.reviewer, "slot": 3},
        "slot_four": {"reviewer": other, "slot": 4},
    }[clash]
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(item=item, due=first.due, **wrong)


@pytest.mark.parametrize("rows", [1, 12])
def test_a_plan_takes_the_same_queries_for_one_item_and_for_twelve(rows, django_assert_max_num_queries):
    scored_in = reviews.make_round()
    for _ in range(6):
        reviews.make_reviewer()
    for _ in range(rows):
        reviews.clear_item(reviews.make_item(scored_in))
    with django_assert_max_num_queries(19):
        plan = propose()
    with django_assert_max_num_queries(31):
        apply_plan(plan=plan)
    assert Assignment.objects.filter(plan=plan, state="offered").count() == 2 * rows
