"""One application's page, its steps, and who gets there."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.exams.actions.note_returned import note_returned
from endorsement_plugin.models import Application, ApplicationEvent, ReferenceAnswer
from endorsement_plugin.record.events import record_event
from tests.factories.applications import add_answer, add_reference, add_transcript, make_application
from tests.factories.credentials import (
    make_association,
    make_credential,
    make_exam_paper,
    make_requirements,
)
from tests.factories.people import make_coordinator, make_superuser
from tests.factories.sittings import make_sitting

pytestmark = pytest.mark.django_db

STEPS = ["begin", "return", "ready", "exam", "decide", "resume", "decide_again", "close_exam", "reopen_exam"]


@pytest.fixture
def coordinator():
    return make_coordinator(make_association())


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def address(application: Application, name: str = "inspect", *args: object) -> str:
    return reverse(f"endorsement_applications:{name}", args=[application.pk, *args])


def page(desk, application: Application) -> str:
    response = desk.get(address(application))
    assert response.status_code == 200
    return response.content.decode()


def test_the_file_shows_what_was_handed_in(desk):
    application = make_application(state="in_review")
    add_answer(application, "story", "I visit families.")
    reference = add_reference(application, state="received")
    reference.answers.create(block_id="q", name="q", label="Warmth", kind="rating", text="4 of 4")
    add_transcript(application, state="quarantined", reason="active_content")
    html = page(desk, application)
    for words in ("I visit families.", "Ref Eree 1", "4 of 4", "transcript.pdf", "scripts or attachments"):
        assert words in html


def test_history_and_evidence_are_told_in_words(desk, coordinator):
    area = {"value": "direct_service", "label": "Direct service"}
    portfolio = {"id": "p", "kind": "portfolio", "subject": "the areas", "areas": [area]}
    credential = make_credential()
    make_requirements(credential, clauses=[portfolio])
    application = make_application(state="in_review", credential=credential)
    application.evidence.create(
        kind="training",
        title="A course",
        started_on=date(2026, 5, 25),
        hours=8,
        areas=["direct_service"],
        origin=uuid4(),
    )
    for action, detail in (
        ("evidence_added", f"training: {application.pk}"),
        ("details_changed", "given_name, license_number"),
        ("exam_scheduled", "2026-08-31"),
        ("referee_named", "reference 2"),
    ):
        record_event(application, action, by=coordinator, role="coordinator", detail=detail)
    html = page(desk, application)
    for words in (
        "Added an entry: training</span>",
        "Changed the personal details: given name, license number",
        "Exam scheduled: opens 31 August 2026",
        "Named a referee: number 2",
        "Direct service",
        "<div>25 May 2026",
    ):
        assert words in html


def test_opening_is_noted_once_a_day(desk, coordinator):
    application = make_application(state="submitted")
    page(desk, application)
    page(desk, application)
    event = ApplicationEvent.objects.get(application=application, action="opened")
    assert (event.actor, event.role) == (coordinator, "coordinator")


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("submitted", ["begin", "return"]),
        ("in_review", ["ready", "return"]),
        ("ready", ["decide", "resume"]),
        ("returned", ["resume"]),
        ("deferred", ["decide_again", "resume"]),
        ("declined", ["decide_again"]),
        ("endorsed", []),
    ],
)
def test_only_steps_that_can_be_taken_are_offered(desk, state, offered):
    application = make_application(state=state)
    html = page(desk, application)
    assert [name for name in STEPS if address(application, name) in html] == sorted(offered, key=STEPS.index)


def test_the_exam_is_offered_where_one_is_owed(desk):
    application = make_application(state="in_review")
    application.requirement_set = make_requirements(application.credential, [{"id": "e", "kind": "exam"}])
    application.save()
    html = page(desk, application)
    assert address(application, "exam") in html
    assert address(application, "ready") not in html


def test_another_associations_files_do_not_exist(client):
    other = make_association("mi-aimh", "mi-aimh.localhost")
    client.force_login(make_coordinator(other, "connie.coordinator@example.org"))
    application = make_application(state="in_review")
    transcript = add_transcript(application)
    addresses = [address(application), *(address(application, step) for step in STEPS)]
    addresses += [address(application, f"{verb}_transcript", transcript.pk) for verb in ("verify", "refuse")]
    for url in addresses:
        assert client.get(url).status_code == 404
        assert client.post(url, {"note": "x", "reason": "x"}).status_code == 404
    application.refresh_from_db()
    assert application.state == "in_review"


def test_a_draft_does_not_exist_even_for_a_superuser(client):
    client.force_login(make_superuser())
    assert client.get(address(make_application(state="draft"))).status_code == 404


def test_a_transcript_of_another_application_does_not_exist(desk):
    application = make_application(state="in_review")
    foreign = add_transcript(make_sitting().application)
    assert desk.get(address(application, "verify_transcript", foreign.pk)).status_code == 404


def test_from_submitted_to_ready(desk):
    application = make_application(state="submitted")
    assert "Begin the review" in page(desk, application)
    assert desk.get(address(application, "begin"))["Location"] == address(application)
    assert desk.post(address(application, "begin")).status_code == 302
    assert desk.post(address(application, "ready")).status_code == 302
    application.refresh_from_db()
    assert application.state == "ready"


def test_returning_without_words_is_refused_beside_the_field(desk):
    application = make_application(state="in_review")
    response = desk.post(address(application, "return"), {"note": " "})
    assert response.status_code == 200
    assert "Write what the applicant should add or change." in response.content.decode()
    application.refresh_from_db()
    assert application.state == "in_review"


def test_a_step_that_has_passed_is_refused_in_words(desk):
    application = make_application(state="ready")
    response = desk.post(address(application, "begin"), follow=True)
    assert "Ready for decision" in str(next(iter(response.context["messages"])))
    application.refresh_from_db()
    assert application.state == "ready"


def test_a_transcript_is_verified_and_refused(desk):
    application = make_application(state="in_review")
    good, bad = add_transcript(application), add_transcript(application, state="quarantined")
    desk.post(address(application, "verify_transcript", good.pk))
    response = desk.post(address(application, "refuse_transcript", bad.pk), {"note": ""})
    assert "the applicant reads this" in response.content.decode()
    desk.post(address(application, "refuse_transcript", bad.pk), {"note": "A bill."})
    states = dict(application.transcripts.values_list("pk", "state"))
    assert (states[good.pk], states[bad.pk]) == ("verified", "refused")


def test_an_outcome_is_typed_only_where_no_queue_scores(desk, settings):
    sitting = make_sitting("in_scoring")
    url = address(sitting.application, "outcome")
    assert desk.get(url).status_code == 404
    settings.ENDORSEMENT = {"REVIEW_BACKEND": "endorsement_plugin.exams.backends.manual.ManualBackend"}
    assert url in page(desk, sitting.application)
    assert "Choose an outcome." in desk.post(url, {}).content.decode()
    desk.post(url, {"outcome": "passed", "feedback": "Well argued."})
    sitting.refresh_from_db()
    assert (sitting.state, sitting.application.state) == ("passed", "ready")


def test_an_exam_is_promised_only_where_one_is_asked_for(desk):
    without = make_application(credential=make_credential(code="IFA"), state="submitted")
    assert "Exam promised from" not in page(desk, without)
    assert "Exam promised from" in page(desk, make_sitting().application)


def test_the_end_of_the_review_says_what_is_not_met(desk):
    credential = make_credential(code="IFA")
    make_requirements(credential, [{"id": "t", "kind": "training", "hours": "30"}])
    application = make_application(credential=credential, state="in_review")
    make_exam_paper(credential)
    html = desk.get(address(application, "exam")).content.decode()
    assert "Not met yet:" in html
    assert "(0 of 30)" in html
    assert "Not met yet:" not in desk.get(address(application, "return")).content.decode()


def test_an_exam_is_not_opened_by_a_slip_of_the_year(desk):
    sitting = make_sitting("scheduled")
    page = address(sitting.application, "move_exam")
    for day, said in (
        ("2020-01-31", "This day is past."),
        ("soon", "Enter a date"),
        ("", "Enter the opening"),
    ):
        assert said in desk.post(page, {"opens_on": day}).content.decode()
    before = sitting.opens_on
    sitting.refresh_from_db()
    assert sitting.opens_on == before


def test_an_exam_that_came_back_unscored_says_why_and_takes_an_outcome(desk):
    sitting = make_sitting("in_scoring")
    note_returned(sitting=sitting.pk, because="It cannot be made anonymous.")
    note_returned(sitting=sitting.pk, because="Heard again.")
    url = address(sitting.application, "outcome")
    shown = page(desk, sitting.application)
    assert "It cannot be made anonymous." in shown
    assert url in shown
    assert sitting.application.events.filter(action="exam_returned").count() == 1
    refused = desk.post(url, {"outcome": "failed", "feedback": "Kept as it was typed."}).content.decode()
    for said in ("Write who scored it.", "Say on which day it was scored.", "Kept as it was typed."):
        assert said in refused
    elsewhere = {"scored_by": "Two reviewers of AIMH-WI", "scored_on": timezone.localdate().isoformat()}
    desk.post(url, {"outcome": "failed", "feedback": "Scored by two people elsewhere.", **elsewhere})
    sitting.refresh_from_db()
    assert (sitting.state, sitting.application.state) == ("failed", "ready")
    assert desk.get(url).status_code == 404


def test_a_referees_link_is_not_shown_in_the_mail(desk):
    application = make_application(state="submitted")
    application.mail.create(
        event_key="x", to="r@example.org", subject="Please", body="Go to http://localhost/reference/abc/ now"
    )
    html = page(desk, application)
    assert "Go to [link] now" in html
    assert "reference/abc" not in html


def test_a_full_file_costs_no_more_than_a_thin_one(desk):
    application = make_application(state="in_review")

    def queries() -> int:
        desk.get(address(application))
        with CaptureQueriesContext(connection) as captured:
            desk.get(address(application))
        return len(captured)

    def fill(slot: int) -> None:
        reference = add_reference(application, slot=slot, state="received")
        reference.answers.create(block_id="q", name="q", label="Warmth", kind="rating", text="4 of 4")
        add_transcript(application)
        add_answer(application, f"question{slot}", "Yes")
        sitting = make_sitting("passed", application=application, number=slot)
        sitting.responses.create(block_id="q", name="q", label="Vignette", kind="long_text", text="Yes")

    fill(1)
    thin = queries()
    for slot in range(2, 8):
        fill(slot)
    assert queries() == thin


@pytest.mark.parametrize("note", ["n" * 500, "Seen the original, page by page. " * 60])
def test_the_note_on_a_transcript_is_kept_whole(desk, note):
    application = make_application(state="in_review")
    transcript = add_transcript(application)
    assert 'placeholder="Note for the file">' in page(desk, application)  # no maxlength: a browser would cut
    desk.post(address(application, "verify_transcript", transcript.pk), {"note": note})
    transcript.refresh_from_db()
    assert (transcript.state, transcript.note) == ("verified", note.strip())


def test_one_press_begins_and_one_takes_it_back(desk):
    application = make_application(state="submitted")
    desk.get(address(application))
    html = desk.post(address(application, "begin"), follow=True).content.decode()
    assert "The review has begun" in html
    assert "Undo: begin the review" in html
    desk.post(address(application, "undo"))
    application.refresh_from_db()
    assert application.state == "submitted"
    assert "Undo:" not in page(desk, application)


def test_ready_says_what_is_not_met_and_can_be_taken_back(desk):
    application = make_application(state="in_review")
    application.requirement_set = make_requirements(
        application.credential, [{"id": "x", "kind": "transcripts", "count": 1}]
    )
    application.save()
    html = desk.post(address(application, "ready"), follow=True).content.decode()
    assert "ready for a decision. 1 requirement is not met." in html
    desk.post(address(application, "undo"))
    application.refresh_from_db()
    assert application.state == "in_review"
    refused = desk.post(address(application, "undo"), follow=True)
    assert "cannot be taken back" in refused.content.decode()


def test_only_the_newest_step_can_be_taken_back(desk):
    application = make_application(state="submitted")
    desk.post(address(application, "begin"))
    desk.post(address(application, "return"), {"note": "The second page, please."})
    response = desk.post(address(application, "undo"), follow=True)
    assert "cannot be taken back" in response.content.decode()
    application.refresh_from_db()
    assert application.state == "returned"


@pytest.mark.parametrize("verb", ["verify", "refuse"])
def test_what_was_said_of_a_transcript_can_be_taken_back(desk, verb):
    application = make_application(state="in_review")
    transcript = add_transcript(application)
    desk.post(address(application, f"{verb}_transcript", transcript.pk), {"note": "A bill."})
    assert "Take back" in page(desk, application)
    desk.post(address(application, "unjudge_transcript", transcript.pk))
    transcript.refresh_from_db()
    assert (transcript.state, transcript.note, transcript.verified_by) == ("accepted", "", None)


def test_what_the_inspection_refused_stays_refused(desk):
    application = make_application(state="in_review")
    transcript = add_transcript(application, state="refused", reason="password")
    desk.post(address(application, "unjudge_transcript", transcript.pk))
    transcript.refresh_from_db()
    assert transcript.state == "refused"


def test_references_read_as_one_table_question_by_referee(desk):
    application = make_application(state="in_review")
    for slot, texts in ((1, ["Warm", "Yes"]), (2, ["Patient", "No"]), (3, ["Kind"])):
        reference = add_reference(application, slot=slot, state="received")
        for number, text in enumerate(texts):
            ReferenceAnswer.objects.create(
                reference=reference, block_id=f"b{number}", label=f"Question {number}", text=text, name="q"
            )
    html = page(desk, application)
    table = html[html.index("What the referees answered") :]
    table = table[: table.index("</table>")]
    assert table.count('<th scope="row">') == 2, "a row for each question"
    assert table.count('<th scope="col">') == 4, "a column for each referee"
    second = table[table.index("Question 1") :]
    assert second.index("Yes") < second.index("No") < second.index("–"), "in the referees' order, with gaps"


@pytest.mark.parametrize(
    ("state", "reason", "shown"),
    [("accepted", "", True), ("verified", "", True), ("quarantined", "active_content", False)],
)
def test_a_transcript_opens_beside_the_answers(desk, state, reason, shown):
    application = make_application(state="in_review")
    add_answer(application, "story", "A long story", block_id="q-story")
    transcript = add_transcript(application, state=state, reason=reason, inspected_at=timezone.now())
    url = address(application, "transcript", transcript.pk)
    assert f'href="{url}"' in page(desk, application)
    html = desk.get(url).content.decode()
    assert "A long story" in html
    assert ("<iframe" in html) is shown


def test_another_associations_transcript_does_not_open(client):
    other = make_association("mi-aimh", "mi-aimh.localhost")
    client.force_login(make_coordinator(other, "connie.coordinator@example.org"))
    application = make_application(state="in_review")
    url = address(application, "transcript", add_transcript(application).pk)
    assert client.get(url).status_code == 404
