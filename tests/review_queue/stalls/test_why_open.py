"""Why a place is open is an event, always: in counts of what keeps people from it, and nobody is named."""

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue.models import Assignment, Reviewer
from review_queue.scoring.actions.expire import expire_late
from review_queue.scoring.actions.release_closed import release_closed
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.rules import StepBackReason
from tests.factories import reviews

pytestmark = pytest.mark.django_db


def said(item) -> list[tuple[str, str]]:
    return list(item.events.values_list("kind", "detail"))


def test_what_keeps_people_from_it_is_counted(pool):
    barred, busy = reviews.make_reviewer(pool), reviews.make_reviewer(pool, capacity=1)
    reviews.make_reviewer(pool, agency="Hale Keiki")
    item = reviews.make_item(pool=pool, barred=[barred.user_id], barred_agencies=["Hale Keiki"])
    other = reviews.clear_item(reviews.make_item(item.round, pool))
    Assignment.objects.create(item=other, slot=1, reviewer=busy, due=timezone.localdate())
    reviews.clear_item(item)
    reviews.assign_all()
    assert said(item)[-1] == ("unfilled", "open:2 barred:2 full:1")


def test_half_a_pair_is_offered_and_the_other_place_says_why_it_is_open(pool):
    reviews.make_reviewer(pool)
    item = reviews.clear_item(reviews.make_item(pool=pool))
    reviews.assign_all()
    assert [kind for kind, _ in said(item)][-2:] == ["offered", "unfilled"]
    assert said(item)[-1] == ("unfilled", "open:1 asked_before:1")


def test_it_is_said_again_only_if_the_reasons_change(pool):
    item = reviews.clear_item(reviews.make_item(pool=pool, requires=["RARE"]))
    reviews.assign_all()
    reviews.assign_all()
    reviews.make_reviewer(pool)
    reviews.assign_all()
    reviews.assign_all()
    assert [detail for kind, detail in said(item) if kind == "unfilled"] == [
        "open:2",
        "open:2 unqualified:1",
    ]


def test_declined_and_expired_open_a_place_and_say_so(pair, pool):
    item = pair[0].item
    step_back(assignment=pair[0], reason=StepBackReason.OVERLOAD)
    assert ("declined", "overload") in said(item)
    Assignment.objects.filter(pk=pair[1].pk).update(answer_by=timezone.now())
    expire_late(today=timezone.localdate())
    assert said(item)[-1] == ("expired", "offered")
    reviews.assign_all()
    assert said(item)[-1] == ("unfilled", "open:2 asked_before:2")


@pytest.mark.parametrize("closing", ["account", "reviewer"])
def test_a_closed_account_opens_its_places_and_says_so(pair, own, chief, closing):
    item, who = own.item, own.reviewer
    if closing == "account":
        who.user.is_active = False
        who.user.save()
    else:
        Reviewer.objects.filter(pk=who.pk).update(active=False)
    assert release_closed() == 1
    own.refresh_from_db()
    item.refresh_from_db()
    assert (own.state, item.state) == ("revoked", "cleared")
    assert said(item)[-1] == ("revoked", "closed")
    page = chief.get(reverse("review_queue:item", args=[item.code])).content.decode()
    assert "the reviewer has left, or the account was closed" in page
    assert release_closed() == 0


def test_the_other_one_of_the_pair_keeps_the_work(pair, own, other):
    own.reviewer.user.is_active = False
    own.reviewer.user.save()
    release_closed()
    assert other.get(pair[1].get_absolute_url()).status_code == 200


def test_what_was_handed_in_before_an_account_was_closed_stays(pair, own):
    reviews.score(own, 3)
    own.reviewer.user.is_active = False
    own.reviewer.user.save()
    assert release_closed() == 0
