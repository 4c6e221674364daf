"""An exam that was not passed is sat again after a wait, on another paper, by the association's setting."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.applications.actions.submit import submit_application
from endorsement_plugin.decisions.queries import Outcome, decision_sheet
from endorsement_plugin.errors import Incomplete
from endorsement_plugin.exams.actions.reschedule import move_sitting
from endorsement_plugin.exams.actions.schedule import schedule_sitting
from endorsement_plugin.portfolio.sittings import exam_passed
from endorsement_plugin.requirements.deadlines import retake_from
from tests.factories.applications import make_application
from tests.factories.credentials import (
    make_association,
    make_credential,
    make_exam_paper,
    make_form,
    make_requirements,
)
from tests.factories.definitions import definition, question, step
from tests.factories.people import make_coordinator
from tests.factories.sittings import make_sitting

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
SAT = datetime(2026, 5, 29, 20, tzinfo=UTC)
AGAIN = date(2026, 11, 29)


@pytest.fixture
def coordinator():
    return make_coordinator(make_association())


@pytest.fixture
def failed():
    return make_sitting("failed", "in_review", handed_in_at=SAT)


@pytest.fixture
def application(failed):
    return failed.application


def problems(refused) -> list[tuple[str, tuple[str, ...]]]:
    return [(problem.code, problem.where) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("sat", "months", "again"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_the_end_of_the_wait(sat, months, again):
    assert retake_from(sat, months) == again


def test_not_the_same_day_nor_the_same_paper(coordinator, application):
    with pytest.raises(Incomplete) as refused:
        schedule_sitting(application=application.pk, by=coordinator, today=TODAY, opens_on=TODAY)
    assert problems(refused) == [("retake_too_early", ("opens_on",)), ("no_other_paper", ("reason",))]
    assert "from 29 November 2026" in refused.value.problems[0].message
    application.refresh_from_db()
    assert (application.state, application.sittings.count()) == ("in_review", 1)


def test_from_the_end_of_the_wait_on_another_paper(coordinator, failed, application):
    other = make_exam_paper(application.credential)
    again = schedule_sitting(application=application.pk, by=coordinator, today=TODAY, opens_on=AGAIN)
    assert (again.paper, again.replaces, again.opens_on) == (other, failed, AGAIN)
    again.state = "passed"
    again.save()
    assert exam_passed(application.sittings.all()) is True


def test_the_end_of_the_wait_is_proposed(coordinator, application):
    make_exam_paper(application.credential)
    again = schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    assert again.opens_on == AGAIN


@pytest.mark.parametrize("state", ["failed", "closed", "scheduled"])
def test_the_first_outcome_counts_until_there_is_another(coordinator, application, state):
    make_exam_paper(application.credential)
    again = schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    again.state = state
    again.save()
    assert exam_passed(application.sittings.all()) is (None if state == "scheduled" else False)


def test_a_coordinator_may_set_the_rule_aside_with_a_reason(coordinator, failed, application):
    again = schedule_sitting(
        application=application.pk, by=coordinator, today=TODAY, opens_on=TODAY, reason="The power went out."
    )
    assert (again.paper, again.opens_on) == (failed.paper, TODAY)
    assert application.events.last().detail == "2026-06-01 The power went out."


def test_no_wait_and_any_paper_where_the_association_wants_neither(coordinator, failed, application):
    application.association.retake_after_months = 0
    application.association.retake_other_paper = False
    application.association.save()
    again = schedule_sitting(application=application.pk, by=coordinator, today=TODAY, opens_on=TODAY)
    assert (again.paper, again.opens_on) == (failed.paper, TODAY)


def test_moving_it_is_no_way_round(coordinator, application):
    make_exam_paper(application.credential)
    schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    with pytest.raises(Incomplete) as refused:
        move_sitting(application=application.pk, by=coordinator, today=TODAY, opens_on=TODAY)
    assert problems(refused) == [("retake_too_early", ("opens_on",))]
    moved = move_sitting(
        application=application.pk, by=coordinator, today=TODAY, opens_on=TODAY, reason="The power went out."
    )
    assert moved.opens_on == TODAY


def test_a_new_application_is_no_way_round(coordinator, application):
    application.state = "declined"
    application.save()
    anew = make_application(application.person, application.credential, state="in_review")
    with pytest.raises(Incomplete) as refused:
        schedule_sitting(application=anew.pk, by=coordinator, today=TODAY, opens_on=TODAY)
    assert [code for code, _ in problems(refused)] == ["retake_too_early", "no_other_paper"]


def test_a_paper_that_was_begun_and_closed_has_been_read(coordinator):
    closed = make_sitting("closed", "in_review", opened_at=SAT)
    with pytest.raises(Incomplete) as refused:
        schedule_sitting(application=closed.application.pk, by=coordinator, today=TODAY, opens_on=TODAY)
    assert [code for code, _ in problems(refused)] == ["no_other_paper"]


def test_a_paper_that_was_closed_unread_is_sat(coordinator):
    closed = make_sitting("closed", "in_review")
    again = schedule_sitting(application=closed.application.pk, by=coordinator, today=TODAY, opens_on=TODAY)
    assert again.paper == closed.paper


def test_the_desk_says_so_and_asks_for_the_reason(client, coordinator, application):
    client.force_login(coordinator)
    url = reverse("endorsement_applications:exam", args=[application.pk])
    html = client.get(url).content.decode()
    assert "It can be sat again from 29 November 2026." in html
    assert "has read every paper" in html
    day = timezone.localdate().isoformat()
    refused = client.post(url, {"opens_on": day}).content.decode()
    assert "write below why the same paper may be sat again" in refused
    client.post(url, {"opens_on": day, "reason": "The power went out."})
    application.refresh_from_db()
    assert application.state == "exam"


def test_the_first_exam_asks_for_no_reason(client, coordinator):
    sitting = make_sitting("scheduled")
    client.force_login(coordinator)
    html = client.get(reverse("endorsement_applications:move_exam", args=[sitting.application.pk]))
    assert "Why earlier" not in html.content.decode()


def test_sending_it_in_again_promises_the_day_that_the_rule_keeps(client):
    application = make_application(version=simple_form(), state="deferred", exam_from=date(2026, 4, 30))
    make_sitting("failed", application=application, handed_in_at=SAT)
    submit_application(
        application=application.pk, by=application.person.account, today=TODAY, list_in_registry=False
    )
    application.refresh_from_db()
    assert (application.state, application.exam_from) == ("submitted", AGAIN)
    assert not application.sittings.exclude(state="failed").exists()


def test_the_letter_says_from_when(failed, application):
    sheet = decision_sheet(application, TODAY)
    assert "You can sit the exam again from 29 November 2026." in sheet.letters[Outcome.DEFERRED].body


def simple_form():
    credential = make_credential(code="IMHS")
    make_requirements(credential, [])
    return make_form(credential, definition(step("one", question("line", required=False))))
