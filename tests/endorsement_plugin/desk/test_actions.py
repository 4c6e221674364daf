"""What a coordinator does with an application, and every way it is refused."""

from datetime import date

import pytest

from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.exams.actions.reschedule import move_sitting
from endorsement_plugin.exams.actions.schedule import schedule_sitting
from endorsement_plugin.models import Application, Mail, Sitting
from endorsement_plugin.review.actions import begin_review, mark_ready, return_application
from endorsement_plugin.transcripts.actions.refuse import refuse_transcript
from endorsement_plugin.transcripts.actions.verify import verify_transcript
from tests.factories.applications import add_transcript, make_application
from tests.factories.credentials import make_association, make_credential, make_exam_paper, make_requirements
from tests.factories.people import make_coordinator

pytestmark = pytest.mark.django_db

TODAY = date(2026, 2, 2)
EXAM = [{"id": "exam", "kind": "exam"}]


@pytest.fixture
def coordinator():
    return make_coordinator(make_association())


@pytest.fixture
def stranger():
    other = make_association("mi-aimh", "mi-aimh.localhost")
    return make_coordinator(other, "connie.coordinator@example.org")


def exam_application(state="in_review", **fields) -> Application:
    credential = make_credential(code="IMHS")
    make_exam_paper(credential)
    make_requirements(credential, EXAM)
    return make_application(credential=credential, state=state, **fields)


def events(application) -> list[tuple[str, str]]:
    return list(application.events.values_list("action", "role"))


def test_a_review_begins(coordinator):
    application = make_application(state="submitted")
    begin_review(application=application.pk, by=coordinator)
    application.refresh_from_db()
    assert application.state == "in_review"
    assert events(application) == [("review_begun", "coordinator")]


def test_a_review_begins_once(coordinator):
    application = make_application(state="in_review")
    with pytest.raises(WrongState, match="now “In review”"):
        begin_review(application=application.pk, by=coordinator)
    assert events(application) == []


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_was_never_submitted_is_the_applicants_alone(coordinator, state):
    application = make_application(state=state)
    with pytest.raises(NotAllowed):
        begin_review(application=application.pk, by=coordinator)


def test_another_association_is_out_of_reach(stranger):
    application = make_application(state="submitted")
    transcript = add_transcript(application)
    for attempt in (
        lambda: begin_review(application=application.pk, by=stranger),
        lambda: return_application(application=application.pk, by=stranger, note="More, please."),
        lambda: mark_ready(application=application.pk, by=stranger, today=TODAY),
        lambda: schedule_sitting(application=application.pk, by=stranger, today=TODAY),
        lambda: move_sitting(application=application.pk, by=stranger, today=TODAY, opens_on=TODAY),
        lambda: verify_transcript(transcript=transcript.pk, by=stranger),
        lambda: refuse_transcript(transcript=transcript.pk, by=stranger, note="No."),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert events(application) == []


def test_an_application_is_returned_with_a_letter(coordinator):
    application = make_application(state="in_review")
    return_application(application=application.pk, by=coordinator, note=" The second page is missing. ")
    application.refresh_from_db()
    assert (application.state, application.return_note) == ("returned", "The second page is missing.")
    mail = Mail.objects.get(application=application)
    assert mail.to == application.person.email
    assert "The second page is missing." in mail.body
    assert f"/apply/{application.pk}/" in mail.body


def test_returning_needs_words(coordinator):
    application = make_application(state="in_review")
    with pytest.raises(Incomplete) as refusal:
        return_application(application=application.pk, by=coordinator, note="  ")
    assert refusal.value.problems[0].where == ("note",)
    assert not Mail.objects.exists()


def test_an_application_without_exam_becomes_ready(coordinator):
    application = make_application(state="in_review")
    mark_ready(application=application.pk, by=coordinator, today=TODAY)
    application.refresh_from_db()
    assert application.state == "ready"


def test_an_exam_that_is_owed_stands_in_the_way(coordinator):
    application = exam_application()
    with pytest.raises(WrongState, match="schedule the exam first"):
        mark_ready(application=application.pk, by=coordinator, today=TODAY)


def test_the_exam_opens_on_the_promised_day(coordinator):
    application = exam_application()
    sitting = schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    application.refresh_from_db()
    assert application.state == "exam"
    assert (sitting.opens_on, sitting.number, sitting.state) == (date(2026, 4, 30), 1, "scheduled")
    mail = Mail.objects.get(application=application)
    assert "30 April 2026" in mail.body
    assert f"/exam/{sitting.pk}/" in mail.body


def test_a_coordinator_may_open_the_exam_earlier_but_not_in_the_past(coordinator):
    application = exam_application()
    sitting = schedule_sitting(
        application=application.pk, by=coordinator, today=TODAY, opens_on=date(2026, 1, 1)
    )
    assert sitting.opens_on == TODAY


def test_a_scheduled_exam_can_be_moved_and_the_candidate_is_told_each_time(coordinator):
    application = exam_application()
    schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    for day in (date(2026, 5, 2), date(2026, 5, 2), date(2026, 1, 1)):
        moved = move_sitting(application=application.pk, by=coordinator, today=TODAY, opens_on=day)
    assert moved.opens_on == TODAY, "not in the past"
    told = Mail.objects.filter(application=application, event_key__startswith="exam-moved:")
    assert [("2 May 2026" in mail.subject) for mail in told.order_by("created_at")] == [True, False]
    assert application.events.filter(action="exam_moved").count() == 2


def test_an_exam_that_was_begun_stays_where_it_is(coordinator):
    application = exam_application()
    sitting = schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    Sitting.objects.filter(pk=sitting.pk).update(state="open")
    with pytest.raises(WrongState, match="none to move"):
        move_sitting(application=application.pk, by=coordinator, today=TODAY, opens_on=TODAY)


def test_a_retake_is_another_sitting(coordinator):
    application = exam_application()
    paper = make_exam_paper(application.credential)
    Sitting.objects.create(application=application, paper=paper, opens_on=TODAY, state="failed")
    sitting = schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    assert sitting.number == 2


def test_no_exam_is_scheduled_that_nobody_asked_for(coordinator):
    application = make_application(state="in_review")
    with pytest.raises(WrongState, match="ask for no exam"):
        schedule_sitting(application=application.pk, by=coordinator, today=TODAY)


def test_no_exam_is_scheduled_without_a_paper(coordinator):
    application = exam_application()
    application.credential.forms.filter(kind="exam").update(is_open=False)
    with pytest.raises(WrongState, match="No exam paper"):
        schedule_sitting(application=application.pk, by=coordinator, today=TODAY)
    application.refresh_from_db()
    assert application.state == "in_review"


@pytest.mark.parametrize("state", ["accepted", "quarantined"])
def test_a_person_verifies_a_transcript(coordinator, state):
    transcript = add_transcript(make_application(state="in_review"), state=state)
    verify_transcript(transcript=transcript.pk, by=coordinator, note="Seen the original.")
    transcript.refresh_from_db()
    assert (transcript.state, transcript.verified_by) == ("verified", coordinator)
    assert transcript.verified_at is not None


def test_a_refused_transcript_stays_refused(coordinator):
    transcript = add_transcript(make_application(state="in_review"), state="refused")
    with pytest.raises(WrongState):
        verify_transcript(transcript=transcript.pk, by=coordinator)


def test_a_person_refuses_a_transcript_with_a_reason(coordinator):
    transcript = add_transcript(make_application(state="in_review"))
    with pytest.raises(Incomplete):
        refuse_transcript(transcript=transcript.pk, by=coordinator, note="")
    refuse_transcript(transcript=transcript.pk, by=coordinator, note="This is a bill.")
    transcript.refresh_from_db()
    assert (transcript.state, transcript.note) == ("refused", "This is a bill.")
