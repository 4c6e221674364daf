"""What marks cannot say: a flag brings a third reviewer and is told to the chiefs, to nobody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue.audit.actions import seal_events
from review_queue.models import Assignment, Difference, Event, Item, Mail, PoolRole, Review, Verdict
from review_queue.work.running import run_due
from tests.factories import anchors, reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return reviews.make_staff(PoolRole.Role.CHIEF)


@pytest.mark.parametrize("flagged", [0, 1])
def test_two_who_agree_go_to_a_third_if_one_of_them_has_flagged_it(flagged):
    item, pair = reviews.make_assigned()
    third = reviews.make_reviewer(may_adjudicate=True)
    for place, one in enumerate(pair):
        reviews.score(one, 3, flag="copied" if place == flagged else "")
    item.refresh_from_db()
    assert item.state == "disputed"
    assert [(one.reason, one.criterion) for one in Difference.objects.all()] == [("flagged", "")]
    run_due()
    reviews.score(item.assignments.get(reviewer=third), 3)
    verdict = Verdict.objects.get(item=item)
    assert (verdict.outcome, verdict.resolution, verdict.flagged) == ("passed", "nearest_two", True)


def test_a_round_may_have_flags_without_a_third():
    item, pair = reviews.make_assigned(scored_in=reviews.make_round(flagged=False))
    reviews.score(pair[0], 3, flag="danger")
    reviews.score(pair[1], 3)
    item.refresh_from_db()
    assert item.state == "decided"
    assert item.events.filter(kind=Event.Kind.FLAGGED, detail="danger").count() == 1


@pytest.mark.parametrize("flag", ["", "copied"])
def test_a_chief_who_reads_why_two_disagree_is_not_the_third(chief, flag):
    item, pair = reviews.make_assigned()
    own = reviews.make_reviewer(user=chief, may_adjudicate=True)
    reviews.score(pair[0], 3, flag=flag)
    reviews.score(pair[1], 0)
    run_due()
    assert Mail.objects.filter(to=chief.email, event_key__startswith="flag:").exists() == bool(flag)
    thirds = item.assignments.filter(slot=3)
    assert not thirds.exists()
    assert reviews.ask_for_one(own, timezone.localdate()) is None
    other = reviews.make_reviewer(may_adjudicate=True)
    reviews.assign_all()
    assert [one.reviewer for one in thirds] == [other]


def test_a_flag_of_the_third_is_recorded_and_changes_nothing():
    item, pair = reviews.make_assigned()
    reviews.make_reviewer(may_adjudicate=True)
    reviews.score(pair[0], 3)
    reviews.score(pair[1], 0)
    run_due()
    reviews.score(item.assignments.get(slot=3), 3, flag="unsuited")
    item.refresh_from_db()
    assert item.state == "decided"
    assert item.events.filter(kind=Event.Kind.FLAGGED).count() == 1


def test_a_draft_may_lose_its_flag_again():
    item, pair = reviews.make_assigned()
    reviews.accept_offer(pair[0])
    reviews.draft(pair[0], 3, flag="danger")
    reviews.score(reviews.accept_offer(pair[1]), 3)
    pair[0].refresh_from_db()
    reviews.score(pair[0], 3)
    item.refresh_from_db()
    assert item.state == "decided"
    assert not Event.objects.filter(kind=Event.Kind.FLAGGED).exists()


def test_the_chiefs_hear_at_once_and_read_no_name(chief):
    scorer = reviews.make_staff(PoolRole.Role.CHIEF)
    reviews.make_reviewer(user=scorer)
    item, pair = reviews.make_assigned(reviewers=1)
    own = next(one for one in pair if one.reviewer.user != scorer)
    reviews.score(own, 3, flag="danger")
    run_due()
    run_due()
    (letter,) = Mail.objects.filter(event_key__startswith="flag:")
    assert (letter.to, letter.subject) == (chief.email, f"Answer {item.code} was flagged")
    assert "it may tell of somebody in danger" in letter.body
    assert own.code not in letter.body
    assert own.reviewer.user.email not in letter.body
    page = signed_in(chief).get(reverse("review_queue:item", args=[item.code])).content.decode()
    assert "Flagged by the reviewer: It may tell of somebody in danger" in page
    assert seal_events()


def test_of_a_planted_text_nobody_is_told(chief):
    scored_in = reviews.make_round(anchor_every=1)
    anchors.make_anchors(scored_in, "seeded")
    for _ in range(2):
        reviews.make_reviewer()
        reviews.clear_item(reviews.make_item(scored_in))
    reviews.assign_all()
    planted = Assignment.objects.filter(item__kind=Item.Kind.SEEDED).first()
    assert planted
    reviews.score(planted, 3, flag="danger")
    assert Event.objects.filter(kind=Event.Kind.FLAGGED).count() == 1
    run_due()
    assert not Mail.objects.filter(event_key__startswith="flag:").exists()


def test_through_the_desk():
    _, pair = reviews.make_assigned()
    own = reviews.accept_offer(pair[0])
    client = signed_in(own.reviewer.user)
    desk = client.get(own.get_absolute_url()).content.decode()
    assert "If so, a third reviewer scores it, whatever the marks, and the chief" in desk
    values = {"version": 0, "level-c0": "2", "level-c1": "3", "feedback": "Well seen.", "flag": "copied"}
    client.post(reverse("review_queue:draft", args=[own.code]), values)
    assert Review.objects.get(assignment=own).flag == "copied"
    assert '<option value="copied" selected>' in client.get(own.get_absolute_url()).content.decode()
    check = client.get(reverse("review_queue:submit", args=[own.code])).content.decode()
    assert "It may not be the candidate’s own work" in check
    refused = client.post(own.get_absolute_url(), {**values, "version": 1, "flag": "rude"})
    assert refused.status_code == 422
    assert Review.objects.get(assignment=own).flag == "copied"
    reviews.score(own, 3, flag="copied")
    past = client.get(reverse("review_queue:past_review", args=[own.code])).content.decode()
    assert "It may not be the candidate’s own work" in past


def test_a_calibration_has_no_flag(chief):
    scored_in = reviews.make_round()
    anchors.make_anchors(scored_in, "calibration")
    own = anchors.begin(reviews.make_reviewer())[0]
    assert 'name="flag"' not in signed_in(own.reviewer.user).get(own.get_absolute_url()).content.decode()
