"""The same two do not always score together: what the round has seen counts in every plan after it."""

import datetime
from collections import Counter

import pytest
from django.utils import timezone

from review_queue.assigning.actions.propose_plan import propose_plan
from review_queue.assigning.queries.pairings import pairs_worked, times_together
from review_queue.models import Assignment
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.rules import StepBackReason
from tests.factories import reviews

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 2)


def arrive(scored_in, number):
    """Answers cleared and assigned one after the other."""
    for _ in range(number):
        reviews.clear_item(reviews.make_item(scored_in))
        reviews.assign_all()


def test_answers_that_arrive_singly_go_to_different_pairs():
    scored_in = reviews.make_round(seed=11)
    for _ in range(4):
        reviews.make_reviewer()
    arrive(scored_in, 6)
    assert sorted(pairs_worked(scored_in).values()) == [1] * 6
    assert set(Counter(Assignment.objects.values_list("reviewer", flat=True)).values()) == {3}


def test_only_those_who_hold_a_slot_of_the_round_have_worked_together():
    scored_in = reviews.make_round()
    people = [reviews.make_reviewer() for _ in range(2)]
    arrive(scored_in, 2)
    arrive(reviews.make_round(), 1)
    assert pairs_worked(scored_in) == {(people[0].pk, people[1].pk): 2}
    leaving = Assignment.objects.filter(item__round=scored_in).earliest("pk")
    step_back(assignment=leaving, reason=StepBackReason.CONFLICT)
    assert pairs_worked(scored_in) == {(people[0].pk, people[1].pk): 1}


def test_an_earlier_plan_is_an_input_of_the_next():
    scored_in = reviews.make_round()
    for _ in range(3):
        reviews.make_reviewer()
    arrive(scored_in, 1)
    item = reviews.clear_item(reviews.make_item(scored_in))

    def inputs():
        plan = propose_plan(scored_in=scored_in, pool=item.pool, items=[item])
        return plan.inputs, sorted(plan.slots.values_list("slot", "reviewer"))

    before = inputs()
    assert inputs() == before
    reviews.make_item(scored_in, requires=["IMHM"])
    assert inputs()[0] != before[0]


def test_open_work_of_other_rounds_counts_as_load():
    scored_in = reviews.make_round()
    busy = [reviews.make_reviewer() for _ in range(2)]
    arrive(scored_in, 1)
    free = {reviews.make_reviewer() for _ in range(2)}
    other = reviews.clear_item(reviews.make_item(reviews.make_round()))
    reviews.assign_all()
    assert {one.reviewer for one in other.assignments.all()} == free
    assert busy


def test_whoever_asks_gets_an_answer_with_another_partner_first():
    scored_in = reviews.make_round(assigning="asked")
    one, usual, new = (reviews.make_reviewer() for _ in range(3))

    def waits(**given):
        return reviews.clear_item(reviews.make_item(scored_in, **given))

    def asks(who):
        taken = reviews.ask_for_one(who, TODAY)
        assert taken
        return taken.item

    first = waits()
    assert [asks(one), asks(usual)] == [first, first]
    older = waits(barred=[new.user_id])
    assert asks(usual) == older
    younger = waits()
    assert asks(new) == younger
    assert times_together(one, [older.pk, younger.pk]) == {older.pk: 1, younger.pk: 0}
    assert [asks(one), asks(one)] == [younger, older]


@pytest.mark.parametrize("rows", [1, 5])
def test_together_takes_the_same_queries_for_many(rows, django_assert_num_queries):
    scored_in = reviews.make_round(assigning="asked")
    one, other = reviews.make_reviewer(), reviews.make_reviewer()
    items = [reviews.clear_item(reviews.make_item(scored_in)) for _ in range(rows)]
    for who in (one, other):
        for _ in items:
            reviews.ask_for_one(who, timezone.localdate())
    with django_assert_num_queries(2):
        assert times_together(one, [item.pk for item in items]).total() == rows * rows
    with django_assert_num_queries(1):
        assert sum(pairs_worked(scored_in).values()) == rows
