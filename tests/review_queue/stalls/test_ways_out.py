"""What a chief reviewer can do, by the actions: who may, what is looked at again, and what is kept of it."""

import datetime

import pytest
from django.utils import timezone

from review_queue import intake
from review_queue.audit.actions import seal_events
from review_queue.audit.queries.faults import faults
from review_queue.errors import CannotTake, NotAllowed, NotWaiting, WithoutReason
from review_queue.models import Assignment, BarredUser, Intervention, Mail, PoolRole, Review
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.rules import StepBackReason
from review_queue.stalls.actions.ask_by_name import ask_by_name
from review_queue.stalls.actions.open_places import let_wait, send_outside
from review_queue.stalls.actions.work_in_hand import give_time, take_back
from review_queue.work.running import run_due
from tests.factories import reviews

from .conftest import disputed

pytestmark = pytest.mark.django_db

WHY = "She has said yes on the phone."


def ask(item, who, by, **more):
    return ask_by_name(item=item, reviewer=who, by=by, reason=WHY, **more)


def test_somebody_is_asked_by_name(waiting, pool, leader):
    who = reviews.make_reviewer(pool)
    made = ask(waiting, who, leader)
    assert (made.reviewer, made.slot, made.state) == (who, 1, "offered")
    row = Intervention.objects.get()
    assert (row.kind, row.by, row.reason, row.assignment, row.beyond_capacity) == (
        *("asked", leader, WHY),
        *(made, False),
    )
    assert list(waiting.events.values_list("kind", flat=True))[-2:] == ["offered", "intervened"]
    seal_events()
    assert list(faults()) == []


def bar(item, who):
    BarredUser.objects.create(item=item, user=who.user)


def full(item, who):
    who.capacity = 1
    who.save()
    other = reviews.clear_item(reviews.make_item(item.round, item.pool))
    Assignment.objects.create(item=other, slot=1, reviewer=who, due=timezone.localdate())


def away(item, who):
    who.away_until = timezone.localdate()
    who.save()


def agency(item, who):
    who.agency = "Hale Keiki"
    who.save()


def clearer(item, who):
    item.cleared_by = who.user
    item.save()
    item.events.create(kind="cleared", actor=who.user)


def elsewhere(item, who):
    who.memberships.all().delete()


def closed(item, who):
    who.user.is_active = False
    who.user.save()


def asked_before(item, who):
    made = Assignment.objects.create(item=item, slot=1, reviewer=who, due=timezone.localdate())
    step_back(assignment=made, reason=StepBackReason.CONFLICT)


def unqualified(item, who):
    item.requirements.create(tag="RARE")


def language(item, who):
    who.languages.all().update(code="es")


BARS = [bar, away, agency, clearer, elsewhere, closed, asked_before, unqualified, language]


@pytest.mark.parametrize("beyond", [False, True])
@pytest.mark.parametrize("stands", BARS, ids=lambda one: one.__name__)
def test_every_bar_is_looked_at_again(pool, leader, stands, beyond):
    """And asking for more than was agreed gets round none of them."""
    item = reviews.clear_item(reviews.make_item(pool=pool, barred_agencies=["Hale Keiki"]))
    who = reviews.make_reviewer(pool)
    stands(item, who)
    with pytest.raises(CannotTake):
        ask(item, who, leader, beyond_capacity=beyond)
    assert not Intervention.objects.exists()


def test_who_scored_the_answer_before_is_not_asked_for_a_second_scoring(leader):
    item, pair = reviews.make_assigned()
    for one in pair:
        reviews.score(one, 3)
    intake.rescore(item.ref, new_ref="again", reason="appeal", barred=[])
    again = item.rescores.get()
    with pytest.raises(CannotTake):
        ask(again, pair[0].reviewer, leader, beyond_capacity=True)


@pytest.mark.parametrize("trait", [{"agency": "Hale"}, {"novice": True}])
def test_two_who_may_not_score_together_are_not_brought_together_by_name(pool, leader, trait):
    item = reviews.clear_item(reviews.make_item(pool=pool))
    first, second = (reviews.make_reviewer(pool, **trait) for _ in range(2))
    ask(item, first, leader)
    with pytest.raises(CannotTake):
        ask(item, second, leader, beyond_capacity=True)


def test_more_than_was_agreed_only_where_it_is_said(waiting, pool, leader):
    who = reviews.make_reviewer(pool)
    full(waiting, who)
    with pytest.raises(CannotTake, match="holds as many answers as was agreed"):
        ask(waiting, who, leader)
    ask(waiting, who, leader, beyond_capacity=True)
    assert Intervention.objects.get().beyond_capacity


def test_a_chief_reviewer_cannot_ask_for_it_alone(waiting, pool, leader):
    own = reviews.make_reviewer(pool, user=leader)
    with pytest.raises(CannotTake, match="you cannot score it blind"):
        ask(waiting, own, leader)


def test_who_asked_by_name_does_not_score_it_later(waiting, pool, leader):
    ask(waiting, reviews.make_reviewer(pool), leader)
    reviews.make_reviewer(pool, user=leader)
    assert reviews.assign_all() == []


def test_a_third_must_be_one_who_may_be(pool, leader):
    item, _ = disputed(pool)
    with pytest.raises(CannotTake, match="no third reviewer"):
        ask(item, reviews.make_reviewer(pool), leader)
    made = ask(item, reviews.make_reviewer(pool, may_adjudicate=True), leader)
    assert made.slot == 3
    item.refresh_from_db()
    assert item.state == "adjudicating"


@pytest.mark.parametrize("stranger", ["nobody", "scorer", "of another pool", "superuser"])
def test_only_who_leads_the_pool_and_may_know_of_it(pool, leader, stranger):
    item, pair = disputed(pool)
    who = reviews.make_account()
    if stranger == "scorer":
        who = pair[0].reviewer.user
        PoolRole.objects.create(pool=pool, user=who, role=PoolRole.Role.CHIEF)
    elif stranger == "of another pool":
        who = reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("else"))
    elif stranger == "superuser":
        who.is_superuser = True
        who.save()
    third = reviews.make_reviewer(pool, may_adjudicate=True)
    until = timezone.localdate() + datetime.timedelta(days=1)
    for act in (
        lambda: ask(item, third, who),
        lambda: let_wait(item=item, by=who, reason=WHY, until=until),
        lambda: send_outside(item=item, by=who, reason=WHY),
        lambda: take_back(item=item, slot=1, by=who, reason=WHY),
        lambda: give_time(item=item, slot=1, by=who, reason=WHY, days=1),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_nothing_without_a_reason(waiting, pool, leader):
    with pytest.raises(WithoutReason):
        ask_by_name(item=waiting, reviewer=reviews.make_reviewer(pool), by=leader, reason="  ")


def test_an_answer_whose_places_are_held_is_not_given_away(pair, pool, leader):
    item = pair[0].item
    with pytest.raises(NotWaiting):
        ask(item, reviews.make_reviewer(pool), leader)
    with pytest.raises(NotWaiting):
        send_outside(item=item, by=leader, reason=WHY)


def test_work_is_taken_back_and_goes_to_somebody_else(pair, own, leader, reviewer):
    draft = reviews.draft(own, 2)
    take_back(item=own.item, slot=1, by=leader, reason=WHY)
    own.refresh_from_db()
    assert own.state == "revoked"
    assert reviewer.get(own.get_absolute_url()).status_code == 410
    other = reviews.make_reviewer(own.item.pool)
    assert [one.reviewer for one in reviews.assign_all()] == [other]
    assert Review.objects.filter(pk=draft.pk).exists()


def test_more_time_moves_the_day_and_leaves_the_reviewers_own_right(own, leader):
    was = own.due
    give_time(item=own.item, slot=1, by=leader, reason=WHY, days=5)
    own.refresh_from_db()
    assert own.due == was + datetime.timedelta(days=5)
    assert own.extended_at is None
    assert Intervention.objects.get().until == own.due


def test_more_time_to_answer_an_offer(offered, leader):
    was = offered.answer_by
    give_time(item=offered.item, slot=1, by=leader, reason=WHY, days=2)
    offered.refresh_from_db()
    assert offered.answer_by == was + datetime.timedelta(days=2)


def test_returned_to_be_scored_elsewhere(pool, leader):
    item, pair = disputed(pool)
    send_outside(item=item, by=leader, reason="All four have a conflict or have scored it.")
    status = intake.status(item.ref)
    assert (status.state, status.reason, status.outcome) == ("returned", "outside", None)
    assert all(Assignment.objects.get(pk=one.pk).state == "submitted" for one in pair)
    seal_events()
    assert list(faults()) == []


def test_who_had_it_in_hand_is_not_left_with_it(pair, own, leader, reviewer):
    step_back(assignment=pair[1], reason=StepBackReason.OTHER)
    send_outside(item=own.item, by=leader, reason=WHY)
    assert reviewer.get(own.get_absolute_url()).status_code == 410


def test_the_offer_by_name_has_its_letter(waiting, pool, leader):
    who = reviews.make_reviewer(pool)
    ask(waiting, who, leader)
    run_due()
    assert Mail.objects.filter(to=who.user.email).count() == 1
