"""Each state has a way on and a way back, by name, with a reason; whom it concerns is told."""

from datetime import date

import pytest
from django.utils import timezone

from endorsement_plugin.decisions.actions.decide_again import decide_again
from endorsement_plugin.decisions.actions.resume_review import resume_review
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.exams.actions.close_exam import close_exam
from endorsement_plugin.exams.actions.record_outcome import record_outcome
from endorsement_plugin.exams.actions.reopen_exam import reopen_exam
from endorsement_plugin.exams.queries.sittings import to_stop
from endorsement_plugin.models import Mail
from endorsement_plugin.portfolio.sittings import exam_passed
from endorsement_plugin.review.actions import begin_review, mark_ready
from review_queue.work.models import Work
from tests.endorsement_plugin.desk.test_casefile import address, page
from tests.factories.applications import make_application
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator
from tests.factories.sittings import make_appeal, make_sitting

pytestmark = pytest.mark.django_db

WHY = "The supervisor wrote to us."


@pytest.fixture
def coordinator():
    return make_coordinator(make_association())


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def state_of(application) -> str:
    application.refresh_from_db()
    return application.state


def last_event(application) -> tuple[str, str, str]:
    return application.events.values_list("action", "role", "detail").last()


@pytest.mark.parametrize(("state", "told"), [("returned", True), ("deferred", True), ("ready", False)])
def test_back_into_review(desk, state, told):
    application = make_application(state=state, return_note="A certificate.")
    form = desk.get(address(application, "resume")).content.decode()
    assert ("reads this in a mail" in form) is told
    desk.post(address(application, "resume"), {"reason": WHY})
    assert state_of(application) == "in_review"
    assert last_event(application) == ("review_resumed", "coordinator", WHY)
    assert [WHY in mail.body for mail in Mail.objects.all()] == [True] * told
    assert address(application, "return") in page(desk, application)


@pytest.mark.parametrize("state", ["deferred", "declined"])
def test_a_decision_is_opened_again(desk, state):
    application = make_application(state=state)
    desk.post(address(application, "decide_again"), {"reason": WHY})
    assert state_of(application) == "ready"
    assert last_event(application) == ("decision_reopened", "coordinator", WHY)
    assert WHY in Mail.objects.get().body
    assert address(application, "decide") in page(desk, application)


@pytest.mark.parametrize(
    ("step", "state"), [("resume", "ready"), ("decide_again", "deferred"), ("close_exam", "exam")]
)
@pytest.mark.parametrize("reason", ["", "  ", "\u3000"])
def test_no_step_back_without_a_reason(desk, step, state, reason):
    application = make_sitting("open", state).application
    response = desk.post(address(application, step), {"reason": reason})
    assert "Write the reason." in response.content.decode()
    assert state_of(application) == state
    assert not Mail.objects.exists()


@pytest.mark.parametrize("state", ["submitted", "in_review", "exam", "endorsed", "declined"])
def test_nothing_else_is_taken_back_into_review(coordinator, state):
    application = make_application(state=state)
    with pytest.raises(WrongState, match="can no longer be done"):
        resume_review(application=application.pk, by=coordinator, reason=WHY)
    assert state_of(application) == state


@pytest.mark.parametrize("state", ["ready", "returned", "deferred", "exam"])
def test_beginning_a_review_is_no_way_back(coordinator, state):
    application = make_application(state=state)
    with pytest.raises(WrongState):
        begin_review(application=application.pk, by=coordinator)
    assert state_of(application) == state


@pytest.mark.parametrize("state", ["deferred", "declined", "exam"])
def test_marking_as_ready_is_no_way_back(coordinator, state):
    application = make_application(state=state)
    with pytest.raises(WrongState):
        mark_ready(application=application.pk, by=coordinator, today=date(2026, 2, 2))
    assert state_of(application) == state


def test_not_while_the_exam_is_scored_again(coordinator):
    sitting = make_sitting("failed", "deferred")
    make_appeal(sitting)
    for step in (resume_review, decide_again):
        with pytest.raises(WrongState, match="being scored again"):
            step(application=sitting.application.pk, by=coordinator, reason=WHY)
    assert state_of(sitting.application) == "deferred"


def test_a_decision_that_another_application_has_replaced_stays(coordinator):
    application = make_application(state="declined")
    make_application(person=application.person, credential=application.credential, state="draft")
    with pytest.raises(WrongState, match="started another application"):
        decide_again(application=application.pk, by=coordinator, reason=WHY)


@pytest.mark.parametrize("step", [resume_review, decide_again, close_exam, reopen_exam])
def test_strangers_take_no_step(step):
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "connie@example.org")
    application = make_sitting("open").application
    with pytest.raises(NotAllowed):
        step(application=application.pk, by=other, reason=WHY)


@pytest.mark.parametrize("state", ["scheduled", "open"])
def test_an_exam_that_nobody_finishes_is_closed(desk, state):
    sitting = make_sitting(state, draft={"q-one": "Half a thought"})
    assert address(sitting.application, "close_exam") in page(desk, sitting.application)
    desk.post(address(sitting.application, "close_exam"), {"reason": WHY})
    sitting.refresh_from_db()
    assert (sitting.state, sitting.draft) == ("closed", {"q-one": "Half a thought"})
    assert sitting.closed_at is not None
    assert state_of(sitting.application) == "in_review"
    assert WHY in Mail.objects.get().body
    assert not Work.objects.filter(kind="endorsement.stop_scoring").exists()
    assert exam_passed(sitting.application.sittings.all()) is None


@pytest.mark.parametrize("state", ["handed_in", "in_scoring"])
def test_reviewers_of_a_closed_exam_are_stopped(coordinator, state):
    sitting = make_sitting(state)
    close_exam(application=sitting.application.pk, by=coordinator, reason=WHY)
    assert Work.objects.filter(kind="endorsement.stop_scoring", key=str(sitting.pk)).exists()
    assert list(to_stop()) == [sitting]
    assert sitting.review_ref is not None
    late = record_outcome(ref=sitting.review_ref, outcome="passed")
    assert late is not None
    assert late.state == "closed"
    assert state_of(sitting.application) == "in_review"


def test_a_closed_exam_is_opened_again_with_what_was_written(desk, client):
    sitting = make_sitting("open", opened_at=timezone.now(), draft={"q-one": "Half a thought"})
    application = sitting.application
    desk.post(address(application, "close_exam"), {"reason": WHY})
    assert address(application, "reopen_exam") in page(desk, application)
    desk.post(address(application, "reopen_exam"), {"reason": "She was ill."})
    sitting.refresh_from_db()
    assert (sitting.state, sitting.closed_at, sitting.draft) == ("open", None, {"q-one": "Half a thought"})
    assert state_of(application) == "exam"
    client.force_login(application.person.user)
    assert client.get(f"/exam/{sitting.pk}/answers/").status_code == 200


@pytest.mark.parametrize("fields", [{}, {"opened_at": timezone.now(), "handed_in_at": timezone.now()}])
def test_no_other_exam_is_opened_again(coordinator, fields):
    sitting = make_sitting("closed", "in_review", **fields)
    with pytest.raises(WrongState, match="none to open again"):
        reopen_exam(application=sitting.application.pk, by=coordinator, reason=WHY)


def test_a_candidate_reads_that_the_exam_is_closed_and_cannot_begin_it(client):
    sitting = make_sitting("closed", "exam", opens_on=date(2026, 1, 1))
    client.force_login(sitting.application.person.user)
    assert "has closed this exam" in client.get(f"/exam/{sitting.pk}/").content.decode()
    client.post(f"/exam/{sitting.pk}/begin/")
    sitting.refresh_from_db()
    assert sitting.state == "closed"


def test_an_incomplete_reason_is_said_beside_its_field(coordinator):
    application = make_application(state="ready")
    with pytest.raises(Incomplete) as refused:
        resume_review(application=application.pk, by=coordinator, reason=" ")
    assert [problem.where for problem in refused.value.problems] == [("reason",)]


def test_a_submitted_application_is_returned_at_once(desk):
    application = make_application(state="submitted")
    desk.post(address(application, "return"), {"note": "The second page is missing."})
    assert state_of(application) == "returned"


def path_of(client, application) -> str:
    client.force_login(application.person.user)
    return client.get(f"/apply/{application.pk}/").content.decode()


@pytest.mark.parametrize("state", ["handed_in", "open"])
def test_the_path_of_an_applicant_leads_to_a_new_exam_after_one_was_closed(coordinator, client, state):
    sitting = make_sitting(state, handed_in_at=timezone.now() if state == "handed_in" else None)
    assert ("Handed in " in path_of(client, sitting.application)) is (state == "handed_in")
    close_exam(application=sitting.application.pk, by=coordinator, reason=WHY)
    page_after = path_of(client, sitting.application)
    assert "Handed in " not in page_after
    assert "Your exam was closed without an outcome" in page_after
    assert WHY not in page_after


@pytest.mark.parametrize(("state", "behind"), [("submitted", False), ("in_review", False), ("ready", True)])
def test_an_exam_not_passed_is_behind_or_still_to_come(client, state, behind):
    sitting = make_sitting("failed", state, handed_in_at=timezone.now())
    assert ("Handed in " in path_of(client, sitting.application)) is behind


def test_an_applicant_reads_that_an_exam_was_opened_again(coordinator, client):
    sitting = make_sitting("open", opened_at=timezone.now())
    close_exam(application=sitting.application.pk, by=coordinator, reason=WHY)
    reopen_exam(application=sitting.application.pk, by=coordinator, reason=WHY)
    html = path_of(client, sitting.application)
    assert html.index("Your exam was closed") < html.index("Your exam was opened again")
