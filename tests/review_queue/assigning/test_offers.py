"""From an offer to its end: accepted, asked for, extended, expired, reminded of."""

import datetime

import pytest
from django.db.models import Count
from django.utils import timezone

from review_queue.assigning.actions.fill_slots import fill_slots
from review_queue.assigning.actions.grant_wishes import grant_wishes, wish_for_one
from review_queue.assigning.actions.take_one import take_one
from review_queue.assigning.queries.demand import items_to_fill
from review_queue.errors import NoMoreTime, WrongState
from review_queue.models import Assignment, Item, ItemUserPermission, Mail, PoolRole, Review, Wish, Work
from review_queue.scoring.actions.expire import expire, expire_late
from review_queue.scoring.actions.extend import extend
from review_queue.scoring.actions.remind import remind
from review_queue.work.running import run_due
from tests.factories import reviews

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2030, 3, 1)


def due(assignment: Assignment, days: int) -> None:
    """Move the due date to so many days from today."""
    Assignment.objects.filter(pk=assignment.pk).update(
        due=timezone.localdate() + datetime.timedelta(days=days)
    )
    assignment.refresh_from_db()


def answer_in(assignment: Assignment, hours: int) -> None:
    answer_by = timezone.now() + datetime.timedelta(hours=hours)
    Assignment.objects.filter(pk=assignment.pk).update(answer_by=answer_by)
    assignment.refresh_from_db()


def test_an_offer_is_open_for_three_days_and_ends_with_the_last_of_them():
    _, pair = reviews.make_assigned()
    for one in pair:
        ends = one.offered_at.date() + datetime.timedelta(days=3)
        assert one.answer_by == datetime.datetime.combine(ends, datetime.time(23, 59, 59), datetime.UTC)


def test_an_offer_without_an_answer_goes_to_somebody_else():
    item, pair = reviews.make_assigned()
    reviews.make_reviewer()
    answer_in(pair[0], -1)
    assert expire_late(today=timezone.localdate()) == 1
    assert expire_late(today=timezone.localdate()) == 0
    run_due()
    states = dict(item.assignments.values_list("reviewer", "state"))
    assert states.pop(pair[0].reviewer_id) == "expired"
    assert sorted(states.values()) == ["offered", "offered"]
    assert not ItemUserPermission.objects.filter(user=pair[0].reviewer.user).exists()


def test_overdue_work_goes_back_after_the_days_of_grace_and_the_draft_stays_unseen():
    item, pair = reviews.make_assigned()
    reviews.accept_offer(pair[0])
    reviews.draft(pair[0], 2)
    due(pair[0], -7)
    assert expire_late(today=timezone.localdate()) == 0
    due(pair[0], -8)
    assert expire_late(today=timezone.localdate()) == 1
    item.refresh_from_db()
    assert item.state == "cleared"
    assert Review.objects.get(assignment=pair[0]).marks.count() == 2
    assert item.events.get(kind="expired").detail == "accepted"


def test_who_answers_in_the_meantime_keeps_the_answer():
    _, pair = reviews.make_assigned()
    answer_in(pair[0], -1)
    late = Assignment.objects.get(pk=pair[0].pk)
    reviews.accept_offer(pair[0])
    assert not expire(assignment=late, today=timezone.localdate())
    pair[0].refresh_from_db()
    assert pair[0].state == "accepted"


def test_more_time_is_given_once():
    _, pair = reviews.make_assigned()
    with pytest.raises(WrongState):
        extend(assignment=pair[0])
    reviews.accept_offer(pair[0])
    before = pair[0].due
    assert extend(assignment=pair[0]).due == before + datetime.timedelta(days=7)
    with pytest.raises(NoMoreTime):
        extend(assignment=pair[0])


def test_a_round_may_give_no_extension():
    item = reviews.clear_item(reviews.make_item(reviews.make_round(days_of_extension=0)))
    reviews.make_reviewer()
    (offered,) = reviews.assign_all()
    reviews.accept_offer(offered)
    with pytest.raises(NoMoreTime):
        extend(assignment=offered)
    assert not item.events.filter(kind="extended").exists()


@pytest.mark.parametrize(
    ("days", "hours", "keys"),
    [
        (10, 60, []),
        (10, 20, ["answer"]),
        (3, 60, ["remind:soon"]),
    ],
)
def test_reminders_of_an_offer(days, hours, keys):
    _, pair = reviews.make_assigned()
    due(pair[0], days)
    answer_in(pair[0], hours)
    for _ in range(2):
        remind()
    assert _kinds(pair[0]) == keys


@pytest.mark.parametrize(
    ("days", "keys", "chief"),
    [(4, [], 0), (0, ["remind:soon"], 0), (-1, ["remind:late"], 0), (-5, ["remind:last"], 1)],
)
def test_reminders_become_more_urgent_and_the_chief_hears_last(days, keys, chief):
    reviews.make_staff(PoolRole.Role.CHIEF)
    _, pair = reviews.make_assigned()
    reviews.accept_offer(pair[0])
    due(pair[0], days)
    for _ in range(2):
        remind()
    assert _kinds(pair[0]) == keys
    letters = Mail.objects.filter(event_key__startswith="chief:")
    assert letters.count() == chief
    assert not any(pair[0].code in letter.body + letter.subject for letter in letters)


def test_a_chief_who_must_know_nothing_of_it_does_not_hear_that_it_is_late():
    item, pair = reviews.make_assigned()
    told, barred = (
        reviews.make_staff(PoolRole.Role.CHIEF, item.pool, email=f"{n}@example.org") for n in "ab"
    )
    item.barred_users.create(user=barred)
    PoolRole.objects.create(pool=item.pool, user=pair[1].reviewer.user, role=PoolRole.Role.CHIEF)
    due(reviews.accept_offer(pair[0]), -5)
    remind()
    assert [mail.to for mail in Mail.objects.filter(event_key__startswith="chief:")] == [told.email]


def _kinds(assignment: Assignment) -> list[str]:
    keys = Mail.objects.exclude(event_key__startswith="offer:").values_list("event_key", flat=True)
    return [key.partition(f":{assignment.code}")[0] for key in keys if assignment.code in key]


def test_give_me_one():
    items = [reviews.clear_item(reviews.make_item()) for _ in range(2)]
    one = reviews.make_reviewer()
    taken = reviews.ask_for_one(one)
    assert taken
    assert (taken.state, taken.slot, taken.plan) == ("offered", 1, None)
    assert list(taken.item.events.values_list("kind", flat=True))[-2:] == ["offered", "taken"]
    assert ItemUserPermission.objects.filter(user=one.user, content_object=taken.item).exists()
    assert Work.objects.filter(kind="review_queue.tell_reviewers").exists()
    second = reviews.ask_for_one(one)
    assert second
    assert {taken.item, second.item} == set(items)
    assert reviews.ask_for_one(one) is None


def test_of_what_waits_the_lot_decides_and_not_who_asked_first():
    scored_in = reviews.make_round(assigning="asked")
    for _ in range(30):
        reviews.clear_item(reviews.make_item(scored_in))
    oldest = list(Item.objects.order_by("received_at").values_list("pk", flat=True))
    for _ in range(8):
        # An answer that both have been asked for waits no more, and the next oldest takes its place.
        both = Item.objects.annotate(asked=Count("assignments")).filter(asked=2).values_list("pk", flat=True)
        waiting = [pk for pk in oldest if pk not in set(both)]
        taken = reviews.ask_for_one(reviews.make_reviewer())
        assert taken
        assert taken.item_id in waiting[:20]
    given = set(Assignment.objects.values_list("item", flat=True))
    assert len(given) > 3
    assert given != set(oldest[:4])


def test_all_wishes_are_looked_at_together_and_once():
    people = [reviews.make_reviewer() for _ in range(3)]
    items = [reviews.clear_item(reviews.make_item()) for _ in range(3)]
    for one in people:
        wish_for_one(reviewer=one)
    assert not Assignment.objects.exists()
    assert grant_wishes() == 3
    assert grant_wishes() == 0
    assert Assignment.objects.count() == 3
    assert not Wish.objects.exists()
    assert items


@pytest.mark.parametrize(
    "traits", [{"capacity": 1}, {"agency": "North Clinic"}, {"novice": True}, {"qualifications": ["X"]}]
)
def test_asking_keeps_every_rule(traits):
    reviews.clear_item(reviews.make_item(requires=[] if "qualifications" not in traits else ["Y"]))
    same = {key: value for key, value in traits.items() if key != "capacity"}
    if same.keys() <= {"agency", "novice"} and same:
        assert reviews.ask_for_one(reviews.make_reviewer(**same), TODAY)
    one = reviews.make_reviewer(**traits)
    if "capacity" in traits:
        assert reviews.ask_for_one(one, TODAY)
        reviews.clear_item(reviews.make_item())
    assert reviews.ask_for_one(one, TODAY) is None


@pytest.mark.parametrize("rows", [1, 12])
def test_asking_in_vain_takes_no_lock_and_the_same_queries_for_one_item_and_for_twelve(
    rows, django_assert_num_queries
):
    scored_in = reviews.make_round()
    for _ in range(rows):
        reviews.clear_item(reviews.make_item(scored_in, language="es"))
    wish = wish_for_one(reviewer=reviews.make_reviewer(languages=["en"]))
    with django_assert_num_queries(12):
        assert take_one(wish=wish, today=TODAY) is None


def test_whoever_is_barred_or_in_another_pool_gets_nothing():
    barred = reviews.make_reviewer()
    stranger = reviews.make_reviewer(reviews.make_pool("other"))
    reviews.clear_item(reviews.make_item(barred=[barred.user_id]))
    assert reviews.ask_for_one(barred, TODAY) is None
    assert reviews.ask_for_one(stranger, TODAY) is None


@pytest.mark.parametrize(
    ("policy", "today", "given"),
    [
        ({}, TODAY, 2),
        ({"assigning": "asked"}, TODAY, 0),
        ({"assigning": "close", "closes_on": TODAY}, TODAY, 0),
        ({"assigning": "close", "closes_on": TODAY}, TODAY + datetime.timedelta(days=1), 2),
    ],
)
def test_the_round_says_when_answers_are_assigned(policy, today, given):
    for _ in range(2):
        reviews.make_reviewer()
    item = reviews.clear_item(reviews.make_item(reviews.make_round(**policy)))
    fill_slots(items_to_fill(today))
    assert item.assignments.count() == given


def test_before_the_window_closes_nobody_can_ask_for_one():
    reviews.clear_item(reviews.make_item(reviews.make_round(assigning="close", closes_on=TODAY)))
    assert reviews.ask_for_one(reviews.make_reviewer(), TODAY) is None
