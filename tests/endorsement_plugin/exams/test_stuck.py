"""An exam that nobody may score: what its coordinator and its candidate read, and how it goes on."""

from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.exams.actions.elsewhere import Elsewhere
from endorsement_plugin.exams.actions.enter_outcome import enter_outcome
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.backends.taking_back import score_elsewhere
from endorsement_plugin.jobs import reconcile_appeals, reconcile_sittings
from endorsement_plugin.mail.queries import news_between
from endorsement_plugin.models import Sitting
from review_queue.models import Event, Item, Pool
from review_queue.work.running import run_due
from tests.factories.people import make_coordinator, make_user
from tests.factories.reviews import assign_all, clear_item, make_pool, make_reviewer, make_round
from tests.factories.sittings import answered, make_appeal, make_sitting

pytestmark = pytest.mark.django_db

WHY = "All four know the candidate."


@pytest.fixture
def exam():
    """With the reviewers, and nobody there."""
    scored_in = make_round()
    type(scored_in).objects.filter(pk=scored_in.pk).update(code="spring")
    make_pool("hawaii")
    sitting = answered(make_sitting("open"), first="I would wait.", second="Yes.")
    hand_in(sitting=sitting.pk, by=sitting.application.person.account, revision=1)
    run_due()
    clear_item(Item.objects.get())
    run_due()
    return Sitting.objects.get(pk=sitting.pk)


@pytest.fixture
def coordinator(exam):
    return make_coordinator(exam.application.association)


def days_pass(days: int = 4) -> None:
    for one in Event.objects.all():
        models.QuerySet(Event).filter(pk=one.pk).update(at=one.at - timedelta(days=days))
    reconcile_sittings()


def text(client, exam, name: str = "inspect") -> str:
    url = reverse(f"endorsement_applications:{name}", args=[exam.application_id])
    return " ".join(client.get(url).content.decode().split())


def test_the_coordinator_reads_since_when(exam, coordinator, client):
    client.force_login(coordinator)
    assert "Their outcome comes by itself" in text(client, exam)
    days_pass()
    since = timezone.localdate() - timedelta(days=4)
    exam.refresh_from_db()
    assert exam.stuck_since == since
    page = text(client, exam)
    assert "nobody of the pool can take the exam" in page
    assert "Have it scored elsewhere" in page


def test_coordinators_hear_of_it_once(exam, coordinator):
    days_pass()
    days_pass(0)
    now = timezone.now()
    news = news_between(exam.application.association, now - timedelta(hours=1), now + timedelta(hours=1))
    assert [one.action for one in news if one.action == "exam_stuck"] == ["exam_stuck"]


def test_it_says_neither_which_place_nor_who(exam, coordinator, client):
    """A dispute without a third reads like an answer that nobody has begun."""
    for _ in range(2):
        make_reviewer(Item.objects.get().pool, qualifications=["IMHS"])
    days_pass()
    client.force_login(coordinator)
    first = text(client, exam).split("Since ")[1][:300]
    Item.objects.update(state="disputed")
    days_pass(0)
    assert text(client, exam).split("Since ")[1][:300] == first


def test_once_somebody_is_found_nothing_is_said_any_more(exam, coordinator, client):
    days_pass()
    for _ in range(2):
        make_reviewer(Item.objects.get().pool, qualifications=["IMHS"])
    assign_all()
    reconcile_sittings()
    exam.refresh_from_db()
    assert exam.stuck_since is None
    client.force_login(coordinator)
    assert "nobody of the pool" not in text(client, exam)


def test_taken_back_scored_elsewhere_and_decided(exam, coordinator, client):
    days_pass()
    client.force_login(coordinator)
    url = reverse("endorsement_applications:take_back_exam", args=[exam.application_id])
    assert "Write the reason." in client.post(url, {"reason": ""}).content.decode()
    done = client.post(url, {"reason": WHY}, follow=True).content.decode()
    assert "The exam is back." in done
    assert Item.objects.get().state == "returned"
    exam.refresh_from_db()
    assert "not enough reviewers who may score it" in exam.returned_because
    enter = reverse("endorsement_applications:outcome", args=[exam.application_id])
    day = timezone.localdate().isoformat()
    given = {"outcome": "passed", "feedback": "Well seen.", "scored_by": "Two of AIMH-WI", "scored_on": day}
    client.post(enter, given)
    exam.refresh_from_db()
    assert (exam.state, exam.application.state, exam.scored_by) == ("passed", "ready", "Two of AIMH-WI")
    event = exam.application.events.get(action="exam_scored_elsewhere")
    assert event.actor == coordinator
    assert "Two of AIMH-WI" in event.detail
    assert "not enough reviewers" in event.detail


@pytest.mark.parametrize(
    ("scored_by", "days", "said"),
    [
        ("", 0, "Write who scored it."),
        ("Two of AIMH-WI", None, "Say on which day it was scored."),
        ("Two of AIMH-WI", 1, "Choose a day from the hand-in to today."),
        ("Two of AIMH-WI", -9, "Choose a day from the hand-in to today."),
    ],
)
def test_who_scored_it_and_when_is_asked(exam, coordinator, scored_by, days, said):
    Sitting.objects.update(returned_because="It cannot be scored blind.")
    day = None if days is None else timezone.localdate() + timedelta(days=days)
    with pytest.raises(Incomplete) as refused:
        enter_outcome(
            application=exam.application_id,
            by=coordinator,
            outcome="passed",
            elsewhere=Elsewhere(scored_by, day),
        )
    assert said in [problem.message for problem in refused.value.problems]
    exam.refresh_from_db()
    assert exam.state == "in_scoring"


def test_what_goes_on_is_not_taken_back(exam, coordinator):
    with pytest.raises(WrongState, match="A reviewer has been found"):
        score_elsewhere(application=exam.application_id, by=coordinator, reason=WHY)
    days_pass()
    Item.objects.update(state="assigned")  # somebody was found while the page was open
    with pytest.raises(WrongState, match="A reviewer has been found"):
        score_elsewhere(application=exam.application_id, by=coordinator, reason=WHY)
    assert Item.objects.get().state == "assigned"
    assert not exam.application.events.filter(action="exam_taken_back").exists()


def test_what_is_back_already_is_not_said_to_have_a_reviewer(exam, coordinator):
    """Pressed twice, or in two tabs."""
    days_pass()
    score_elsewhere(application=exam.application_id, by=coordinator, reason=WHY)
    with pytest.raises(WrongState, match="The exam is not with the reviewers any more"):
        score_elsewhere(application=exam.application_id, by=coordinator, reason=WHY)
    assert exam.application.events.filter(action="exam_taken_back").count() == 1


def test_the_candidate_of_what_cannot_be_scored_is_not_told_that_it_is_scored_elsewhere(exam, client):
    Sitting.objects.update(returned_because="Nothing is answered.", unscorable=True)
    client.force_login(exam.application.person.account)
    page = client.get(reverse("endorsement:application", args=[exam.application_id])).content.decode()
    assert "outside this site" not in page
    assert "two reviewers score it without knowing who you are" in page


def test_nobody_else_takes_it_back(exam):
    days_pass()
    for stranger in (make_user("stranger@example.org"), exam.application.person.account):
        with pytest.raises(NotAllowed):
            score_elsewhere(application=exam.application_id, by=stranger, reason=WHY)


def test_the_candidate_reads_that_it_is_scored_elsewhere_and_not_by_whom(exam, coordinator, client):
    days_pass()
    client.force_login(exam.application.person.account)
    url = reverse("endorsement:application", args=[exam.application_id])
    page = client.get(url).content.decode()
    assert "two reviewers score it without knowing who you are" in page
    assert "nobody" not in page.split("<main")[1]
    score_elsewhere(application=exam.application_id, by=coordinator, reason=WHY)
    page = client.get(url).content.decode()
    assert "your association has it scored outside this site" in page
    assert WHY not in page
    own = client.get(reverse("endorsement_exam:sitting", args=[exam.pk])).content.decode()
    assert "Your association has it scored outside this site" in own
    assert "Two reviewers score your answers" not in own
    assert WHY not in own


def test_a_second_scoring_that_stops_says_so_too(coordinator, client, exam):
    Sitting.objects.update(state="failed", closed_at=timezone.now())
    type(exam.application).objects.filter(pk=exam.application_id).update(state="ready")
    appeal = make_appeal(Sitting.objects.get())
    Item.objects.update(ref=str(appeal.review_ref))
    days_pass()
    reconcile_appeals()
    appeal.refresh_from_db()
    assert appeal.stuck_since
    client.force_login(coordinator)
    assert "to score the exam again, and nobody of the pool can take it" in text(client, exam)


def test_the_coordinator_reads_how_long_it_is_held_for_others_of_its_kind(client):
    scored_in = make_round()
    type(scored_in).objects.filter(pk=scored_in.pk).update(code="spring")
    Pool.objects.filter(pk=make_pool("hawaii").pk).update(alike_at_least=3, alike_wait_days=5)
    sitting = answered(make_sitting("open"), first="I would wait.", second="Yes.")
    hand_in(sitting=sitting.pk, by=sitting.application.person.account, revision=1)
    run_due()
    clear_item(Item.objects.get())
    run_due()
    client.force_login(make_coordinator(sitting.application.association))
    day = date_format(timezone.localdate() + timedelta(days=5), "j F Y")
    held = "The exam is held until 3 candidates of the same language and requirements are in"
    assert held in text(client, sitting)
    assert f"until {day} at the latest. Nothing waits for you." in text(client, sitting)
    Item.objects.update(waits_until=None)
    assert held not in text(client, sitting)
    assert "Their outcome comes by itself" in text(client, sitting)
