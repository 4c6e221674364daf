"""Away: nothing new comes, by whatever way, and what is held stays."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from review_queue.assigning.actions.apply_plan import apply_plan
from review_queue.assigning.actions.propose_plan import propose_plan
from review_queue.assigning.actions.seed_alone import seed_alone
from review_queue.errors import TooFarAway
from review_queue.models import Assignment, Event, PoolRole
from review_queue.scoring.actions.be_away import be_away
from review_queue.work.running import run_due
from tests.factories import anchors, reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db


def day(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def leave(reviewer, days=5):
    return be_away(reviewer=reviewer, until=day(days), today=day(0))


@pytest.mark.parametrize(("until", "asked"), [(None, True), (-1, True), (0, False), (30, False)])
def test_nothing_is_offered_up_to_and_with_that_day(until, asked):
    one = reviews.make_reviewer()
    one.away_until = None if until is None else day(until)
    one.save()
    reviews.clear_item(reviews.make_item())
    assert [made.reviewer for made in reviews.assign_all()] == [one] * asked


def test_a_plan_says_who_is_missing_and_why():
    leave(reviews.make_reviewer())
    item = reviews.clear_item(reviews.make_item())
    plan = propose_plan(scored_in=item.round, pool=item.pool, items=[item])
    assert [one.sentence for one in plan.shortages.all()] == [
        "1 answer needs 2 reviewers; nobody is eligible (1 away)."
    ]


def test_a_plan_with_somebody_who_has_left_since_is_not_applied():
    one, _ = (reviews.make_reviewer() for _ in range(2))
    item = reviews.clear_item(reviews.make_item())
    plan = propose_plan(scored_in=item.round, pool=item.pool, items=[item])
    leave(one)
    assert apply_plan(plan=plan).state == "stale"


def test_no_text_is_planted_where_no_answer_could_come(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": 24 * 60}
    scored_in = reviews.make_round(anchor_every=1)
    anchors.make_anchors(scored_in, "seeded")
    _, pair = reviews.make_assigned(scored_in=scored_in)
    Assignment.objects.update(offered_at=timezone.now() - datetime.timedelta(days=5))
    leave(pair[0].reviewer)
    others = reviews.make_pool("others")
    for _ in range(2):
        reviews.make_reviewer(others)
    reviews.clear_item(reviews.make_item(scored_in, others))
    reviews.assign_all()
    assert seed_alone() == 1
    assert not Assignment.objects.filter(reviewer=pair[0].reviewer, item__kind="seeded").exists()


def test_what_has_not_left_yet_goes_to_somebody_else(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": 24 * 60}
    item, pair = reviews.make_assigned()
    other = reviews.make_reviewer()
    gone, left = pair
    Assignment.objects.filter(pk=left.pk).update(offered_at=timezone.now())
    for one in pair:
        leave(one.reviewer)
    run_due()
    states = dict(item.assignments.values_list("reviewer", "state"))
    assert states == {gone.reviewer_id: "revoked", left.reviewer_id: "offered", other.pk: "offered"}
    assert signed_in(gone.reviewer.user).get(gone.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("days", [-1, 367])
def test_a_day_that_makes_no_sense_is_refused(days):
    one = reviews.make_reviewer()
    with pytest.raises(TooFarAway, match="from today on"):
        leave(one, days)
    one.refresh_from_db()
    assert one.away_until is None
    assert not Event.objects.exists()


def test_through_the_queue_page():
    _, pair = reviews.make_assigned()
    one, url = signed_in(pair[0].reviewer.user), reverse("review_queue:away")
    assert "Away for a while?" in one.get(reverse("review_queue:queue")).content.decode()
    page = one.post(url, {"until": day(9).isoformat()}, follow=True).content.decode()
    assert "What you hold stays with you" in page
    assert pair[0].code in page
    assert "Give me one" not in page
    chief = signed_in(reviews.make_staff(PoolRole.Role.CHIEF))
    assert (
        f"Away until {date_format(day(9), 'j F')}"
        in chief.get(reverse("review_queue:staff")).content.decode()
    )
    assert "Say that you are back" in one.post(reverse("review_queue:take"), follow=True).content.decode()
    page = one.post(url, {"back": "yes"}, follow=True).content.decode()
    assert "Welcome back." in page
    assert "Give me one" in page
    said = Event.objects.filter(kind=Event.Kind.AWAY)
    assert [(event.detail, event.actor) for event in said] == [
        (day(9).isoformat(), pair[0].reviewer.user),
        ("back", pair[0].reviewer.user),
    ]


@pytest.mark.parametrize(
    ("given", "words"), [("", "Say until when"), ("x", "Enter a valid date"), ("2001-01-01", "from today on")]
)
def test_refusals_stand_beside_the_field(given, words):
    one = signed_in(reviews.make_reviewer().user)
    found = one.post(reverse("review_queue:away"), {"until": given})
    assert found.status_code == 422
    assert words in found.content.decode()
    assert f'value="{given}"' in found.content.decode() or not given
    assert not Event.objects.exists()
