"""From the first text to an eligible reviewer, and what happens when it does not go well."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue.calibration.actions import begin_calibration, let_begin_again
from review_queue.errors import NotNow, WrongState
from review_queue.models import Assignment, Calibration, Event, Item, ItemUserPermission, Mail, Plan, PoolRole
from review_queue.scoring.actions.expire import expire_late
from review_queue.scoring.actions.report_identity import report_identity
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.rules import StepBackReason
from tests.factories import anchors, reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored_in():
    return reviews.make_round()


@pytest.fixture
def one(scored_in):
    anchors.make_anchors(scored_in)
    return reviews.make_reviewer()


def test_marks_like_the_references_pass(one):
    attempt = anchors.calibrate(one)
    assert attempt.state == "passed"
    assert (attempt.marks, attempt.exact, attempt.adjacent, attempt.flips) == (6, 6, 6, 0)
    assert attempt.valid_until == timezone.localdate() + datetime.timedelta(days=365)
    event = Event.objects.get(kind=Event.Kind.CALIBRATED)
    assert event.detail == "passed:6/6/6:0"


def test_marks_away_from_the_references_do_not(one):
    chief = reviews.make_staff(PoolRole.Role.CHIEF)
    attempt = anchors.calibrate(one, off=1)
    assert attempt.state == "failed"
    assert (attempt.marks, attempt.exact, attempt.adjacent, attempt.flips) == (6, 0, 6, 1)
    assert attempt.valid_until is None
    (letter,) = Mail.objects.filter(to=chief.email)
    assert one.user.email not in letter.body
    assert one.user.last_name not in letter.body


def test_without_a_calibration_in_date_there_are_no_answers(one, scored_in):
    item = reviews.clear_item(reviews.make_item(scored_in))
    other = reviews.make_reviewer()
    assert reviews.assign_all() == []
    anchors.calibrate(one)
    assert [made.reviewer for made in reviews.assign_all()] == [one]
    Calibration.objects.update(valid_until=timezone.localdate() - datetime.timedelta(days=1))
    anchors.calibrate(other)
    assert [made.reviewer for made in reviews.assign_all()] == [other]
    assert item.assignments.count() == 2


def test_a_plan_names_the_shortage(scored_in, one):
    reviews.clear_item(reviews.make_item(scored_in))
    reviews.make_reviewer()
    anchors.calibrate(one)
    reviews.assign_all()
    shortage = Plan.objects.get(state="applied").shortages.order_by("pk")[0].sentence
    assert shortage == "1 answer needs a reviewer; nobody is eligible (1 calibration not in date)."


def test_what_is_held_stays_when_the_calibration_ends(one, scored_in):
    anchors.calibrate(one)
    reviews.clear_item(reviews.make_item(scored_in))
    (held,) = reviews.assign_all()
    Calibration.objects.update(valid_until=timezone.localdate() - datetime.timedelta(days=1))
    reviews.score(held, 2)
    held.refresh_from_db()
    assert held.state == "submitted"


def test_a_rubric_without_a_set_asks_for_none(one):
    reviews.make_reviewer()
    reviews.clear_item(reviews.make_item())
    assert len(reviews.assign_all()) == 2


def test_another_language_and_another_pool_ask_for_their_own(one, scored_in):
    for number in range(2):
        reviews.make_reviewer(languages=["en", "es"], user=reviews.make_account(f"es{number}@example.org"))
    reviews.clear_item(reviews.make_item(scored_in, language="es"))
    assert len(reviews.assign_all()) == 2
    other = reviews.make_pool("other")
    for _ in range(2):
        reviews.make_reviewer(other)
    reviews.clear_item(reviews.make_item(scored_in, other))
    assert len(reviews.assign_all()) == 2


def test_texts_are_scored_in_any_order_and_drafts_do_not_count(one):
    first, second, third = anchors.begin(one)
    reviews.score(third, 1)
    reviews.draft(first, 2)
    assert Calibration.objects.get().state == "running"
    reviews.score(second, 3)
    reviews.score(first, 2)
    assert Calibration.objects.get().state == "passed"


def test_it_begins_once(one):
    anchors.begin(one)
    with pytest.raises(NotNow):
        anchors.begin(one)
    assert Item.every.filter(kind="calibration").count() == 3


def test_a_passed_one_is_renewed_shortly_before_its_end(one):
    attempt = anchors.calibrate(one)
    with pytest.raises(NotNow, match="cannot be begun now"):
        anchors.begin(one)
    attempt.valid_until = timezone.localdate() + datetime.timedelta(days=30)
    attempt.save()
    anchors.calibrate(one)
    assert Calibration.objects.filter(state="passed").count() == 2


def test_after_a_failure_the_chief_decides(one):
    chief = reviews.make_staff(PoolRole.Role.CHIEF)
    attempt = anchors.calibrate(one, off=1)
    with pytest.raises(NotNow):
        anchors.begin(one)
    let_begin_again(attempt=attempt, by=chief)
    with pytest.raises(WrongState):
        let_begin_again(attempt=attempt, by=chief)
    event = Event.objects.get(kind=Event.Kind.BEGIN_AGAIN)
    assert event.actor == chief
    assert "begin your calibration again" in Mail.objects.get(to=one.user.email).subject
    assert anchors.calibrate(one).state == "passed"
    attempt.refresh_from_db()
    assert attempt.state == "failed"


def test_leave_is_given_only_where_it_is_needed(one):
    chief = reviews.make_staff(PoolRole.Role.CHIEF)
    with pytest.raises(WrongState):
        let_begin_again(attempt=anchors.calibrate(one), by=chief)


def test_the_second_set_comes_before_the_first_again(one, scored_in):
    second = anchors.make_anchors(scored_in, title="Three more")
    attempt = anchors.calibrate(one, off=1)
    let_begin_again(attempt=attempt, by=reviews.make_staff(PoolRole.Role.CHIEF))
    assert anchors.calibrate(one).anchor_set == second


def test_a_text_given_up_ends_it_unfinished(one):
    first, second, third = anchors.begin(one)
    step_back(assignment=first, reason=StepBackReason.OVERLOAD)
    report_identity(assignment=second)
    reviews.score(third, 1)
    attempt = Calibration.objects.get()
    assert attempt.state == "unfinished"
    assert attempt.marks == 2
    with pytest.raises(NotNow):
        anchors.begin(one)


def test_a_text_that_expires_ends_it_unfinished(one):
    first, second, third = anchors.begin(one)
    reviews.score(first, 2)
    reviews.score(second, 3)
    later = third.due + datetime.timedelta(days=8)
    assert expire_late(today=later) == 1
    assert Calibration.objects.get().state == "unfinished"


def test_nobody_else_is_asked_for_a_text_given_up(one, scored_in):
    anchors.calibrate(reviews.make_reviewer())
    step_back(assignment=anchors.begin(one)[0], reason=StepBackReason.RECOGNIZED)
    assert reviews.assign_all() == []


def test_only_sets_of_the_own_pools_can_be_begun(scored_in):
    made = anchors.make_anchors(scored_in, pool=reviews.make_pool("far"))
    with pytest.raises(NotNow):
        begin_calibration(reviewer=reviews.make_reviewer(), anchors=made)


def test_access_ends_with_the_text(one):
    first, *_ = anchors.begin(one)
    assert ItemUserPermission.objects.filter(user=one.user).count() == 3
    reviews.score(first, 2)
    assert ItemUserPermission.objects.filter(user=one.user).count() == 2
    assert Assignment.objects.get(pk=first.pk).item.state == "scored"


@pytest.mark.parametrize("wanted", ["", "-1", "x", "0", "9" * 30, "9" * 5_000])
def test_a_set_that_there_is_not_is_refused_in_words(one, wanted):
    client = signed_in(one.user)
    page = client.post(reverse("review_queue:begin_calibration"), {"set": wanted}, follow=True)
    assert str(NotNow()) in page.content.decode()
    assert not Calibration.objects.exists()
