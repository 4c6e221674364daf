"""An exam by part, as a coordinator and a candidate see it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.exams.actions.enter_parts import Entered, enter_parts
from endorsement_plugin.models import Application, Sitting
from tests.endorsement_plugin.api.headless import ROOT
from tests.endorsement_plugin.exams.test_parts import (
    CHOICE,
    FAILED_CHOICE,
    WRITTEN,
    application_with,
    failed_in,
    sat,
    scheduled,
)
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator

pytestmark = pytest.mark.django_db

CASE = {
    "value": "case",
    "label": "the case",
    "pass_mark": "12",
    "unit": "points",
    "maximum": "15",
}


@pytest.fixture
def coordinator():
    return make_coordinator(make_association())


ELSEWHERE = {"scored_by": "Two reviewers of AIMH-WI", "scored_on": timezone.localdate().isoformat()}


def page(name: str, application: Application) -> str:
    return reverse(f"endorsement_applications:{name}", args=[application.pk])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_before_it_is_scheduled_its_parts_are_read(client, coordinator):
    application = application_with(CHOICE, WRITTEN, stands=True, valid_months=12, attempts=1)
    failed_in(application, coordinator, **FAILED_CHOICE)
    client.force_login(coordinator)
    html = text(client.get(page("exam", application)))
    assert "It has to be passed in every part: at least 80% in the multiple-choice part." in html
    assert "You enter the outcome of the multiple-choice part." in html
    assert "Passed before, and not sat again: the written part." in html
    assert "Scheduled today, it has to be begun by" in html
    assert "The requirements allow 1 attempt, and the candidate has had 1 attempt." in html
    assert 'name="reason"' in html
    today = timezone.localdate().isoformat()
    refused = text(client.post(page("exam", application), {"opens_on": today, "reason": ""}))
    assert "Write below why there is one more." in refused
    done = client.post(page("exam", application), {"opens_on": today, "reason": "It was noisy."}, follow=True)
    assert "The exam is scheduled" in text(done)


def test_outcomes_are_entered_as_they_come_and_nothing_typed_is_lost(client, coordinator):
    application = application_with(CHOICE, CASE, WRITTEN)
    sat(application, coordinator)
    client.force_login(coordinator)
    file = text(client.get(page("inspect", application)))
    assert "Enter the outcome of the multiple-choice part and the case when it is there." in file
    form = page("outcome", application)
    html = text(client.get(form))
    assert "From 0 to 60 points; at least 80% passes." in html
    assert "From 0 to 15 points; at least 12 of 15 points passes." in html
    assert "Written part" not in html
    refused = text(client.post(form, {"choice": "61", "case": "twelve", "feedback": "Well done."}))
    assert "Enter a number from 0 to 60." not in refused  # the field that is no number is told first
    refused = text(client.post(form, {"choice": "61", "case": "12", "feedback": "Well done."}))
    assert "Enter a number from 0 to 60." in refused
    assert 'value="61"' in refused
    assert "Well done." in refused
    assert "Enter the outcome of one part at least." in text(client.post(form, {"choice": "", "case": ""}))
    done = text(client.post(form, {"choice": "48", "case": "", "feedback": ""}, follow=True))
    assert "48 of 60 points, passed" in done
    assert "Enter the outcome of the case when it is there." in done
    assert 'name="choice"' not in text(client.get(form))
    assert Sitting.objects.get().state == "handed_in"


def test_a_written_part_that_came_back_is_entered_with_the_others(client, coordinator):
    application = application_with(CHOICE, WRITTEN)
    sat(application, coordinator)
    client.force_login(coordinator)
    Sitting.objects.update(state="in_scoring", returned_because="It cannot be scored blind.")
    assert "It came back unscored" in text(client.get(page("inspect", application)))
    form = page("outcome", application)
    assert "The written part" in text(client.get(form))
    done = client.post(form, {"choice": "48", "written": "failed", "feedback": "", **ELSEWHERE}, follow=True)
    assert "Ready for decision" in text(done)
    assert Sitting.objects.get().state == "failed"


def test_nothing_is_entered_before_it_is_sat_where_reviewers_score_all(client, coordinator):
    application = application_with(WRITTEN)
    sat(application, coordinator)
    client.force_login(coordinator)
    assert client.get(page("outcome", application)).status_code == 404
    assert "nothing waits for you" in text(client.get(page("inspect", application)))


def test_the_candidate_reads_what_is_needed_and_after_the_decision_what_came_of_it(client, coordinator):
    application = application_with(CHOICE, WRITTEN, valid_months=12)
    sitting = scheduled(application, coordinator)
    Sitting.objects.update(opens_on=date(2026, 1, 1), open_until=date(2099, 1, 1))
    candidate = application.person.user
    client.force_login(candidate)
    exam = text(client.get(reverse("endorsement_exam:sitting", args=[sitting.pk])))
    assert "At least 80%; sat elsewhere" in exam
    assert "A pass; written here" in exam
    assert "1 January 2099" in exam
    assert "Begin the exam" in exam
    Sitting.objects.update(open_until=date(2026, 1, 2))
    exam = text(client.get(reverse("endorsement_exam:sitting", args=[sitting.pk])))
    assert "Your approval to sit this exam was valid until 2 January 2026." in exam
    assert "Begin the exam" not in exam

    Sitting.objects.update(state="handed_in", handed_in_at=timezone.now(), review_ref="1" * 32)
    parts = {"choice": Entered(score=Decimal(47)), "written": Entered(passed=True)}
    enter_parts(application=application.pk, by=coordinator, entered=parts, by_hand=True)
    status = reverse("endorsement:application", args=[application.pk])
    assert "47 of 60 points" not in text(client.get(status))
    assert [one["outcome"] for one in client.get(f"{ROOT}/sittings/").json()["items"][0]["parts"]] == ["", ""]
    Application.objects.update(state="declined")
    assert "47 of 60 points, not passed" in text(client.get(status))
    listed = client.get(f"{ROOT}/sittings/").json()["items"][0]["parts"]
    assert [(one["outcome"], one["score"], one["needed"]) for one in listed] == [
        ("failed", "47.00", "at least 80%"),
        ("passed", None, "a pass"),
    ]
    shown = client.get(f"{ROOT}/applications/{application.pk}/status/").json()["sittings"][0]
    assert shown["parts"] == listed


def test_where_nothing_is_written_here_the_page_says_so(client, coordinator):
    application = application_with(CHOICE, WRITTEN, stands=True)
    failed_in(application, coordinator, **FAILED_CHOICE)
    client.force_login(coordinator)
    asked = text(client.get(reverse("endorsement_applications:exam", args=[application.pk])))
    assert "once you have entered what came of it, the application is yours to decide" in asked
    assert "two reviewers" not in asked
    again = scheduled(application, coordinator)
    client.force_login(application.person.user)
    exam = text(client.get(reverse("endorsement_exam:sitting", args=[again.pk])))
    assert "There is nothing to write here." in exam
    assert "Begin the exam" not in exam
    assert "You can sit it from" in text(
        client.get(reverse("endorsement:application", args=[application.pk]))
    )
    enter_parts(
        application=application.pk,
        by=coordinator,
        entered={"choice": Entered(score=Decimal(1))},
        by_hand=False,
    )
    exam = text(client.get(reverse("endorsement_exam:sitting", args=[again.pk])))
    assert "You handed in" not in exam
    name = application.association.name
    assert f"The outcome has been entered. {name} decides, and writes to you with the result." in exam
    Application.objects.update(state="declined")
    exam = text(client.get(reverse("endorsement_exam:sitting", args=[again.pk])))
    assert "The outcome has been entered." in exam
    assert "decides, and writes" not in exam
