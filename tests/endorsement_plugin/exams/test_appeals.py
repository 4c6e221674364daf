"""An appeal: from the coordinator's button through the real queue to the outcome that counts."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from endorsement_plugin.appeals.actions import appeal_outcome, settle_appeal
from endorsement_plugin.decisions.actions.decide import decide
from endorsement_plugin.decisions.queries import Outcome
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.exams.queries.candidates import candidates_among, who_is
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import Appeal, Application, Mail, Sitting
from review_queue.models import Item
from review_queue.work.running import run_due
from tests.endorsement_plugin.exams.appealing import WHY, ask, have_scored
from tests.factories.applications import make_application
from tests.factories.people import make_user
from tests.factories.sittings import make_sitting

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def address(name: str, *args) -> str:
    return reverse(f"endorsement_applications:{name}", args=args)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_from_the_button_to_the_second_outcome(client, failed, coordinator, round_and_pool):
    application = failed.application
    Application.objects.update(state="declined")
    client.force_login(coordinator)
    file = address("inspect", application.pk)
    assert "Appeal: score again" in text(client.get(file))

    page = address("appeal", application.pk, failed.pk)
    assert "the second outcome replaces the first for this exam, better or worse" in text(client.get(page))
    assert "Write the reason." in text(client.post(page, {"reason": " "}))
    asked = client.post(page, {"reason": WHY}, follow=True)
    assert "is on its way to two other reviewers" in text(asked)
    assert "with two other reviewers" in text(asked)
    assert "Appeal: score again" not in text(asked)

    run_due()
    appeal = Appeal.objects.get()
    again = Item.objects.get(ref=str(appeal.review_ref))
    assert again.rescore_of == Item.objects.get(ref=str(failed.review_ref))
    have_scored(round_and_pool, 3)
    failed.refresh_from_db()
    assert failed.state == "failed"

    settle = address("settle", application.pk, appeal.pk)
    assert settle in text(client.get(file))
    shown = text(client.get(settle))
    assert "First scoring: not passed" in shown
    assert "Second scoring: passed" in shown
    assert "The application waits for your decision again." in shown
    assert "counts now, and the candidate has been told" in text(client.post(settle, follow=True))

    failed.refresh_from_db()
    application.refresh_from_db()
    assert (failed.state, application.state) == ("passed", "ready")
    assert "You stay with the pair, [name]." in failed.feedback
    assert appeal.first_feedback
    letter = Mail.objects.get(event_key=f"exam-scored-again:{appeal.pk}")
    assert "The outcome is now: passed. It was: not passed." in letter.body
    assert list(application.events.values_list("action", flat=True))[-4:] == [
        "exam_appealed",
        "exam_scored_again",
        "exam_appeal_settled",
        "decision_reopened",
    ]
    event = application.events.get(action="exam_appealed")
    assert (event.actor, event.detail) == (coordinator, WHY)


def test_a_decision_waits_for_the_second_outcome(client, failed, coordinator, round_and_pool):
    ask(failed, coordinator)
    letter = Letter("Deferred", "Words.")
    given = {"application": failed.application_id, "by": coordinator, "letter": letter, "today": TODAY}
    with pytest.raises(WrongState, match="Decide once you have confirmed"):
        decide(outcome=Outcome.DEFERRED, proposed=Outcome.DEFERRED, **given)
    client.force_login(coordinator)
    assert address("decide", failed.application_id) not in text(
        client.get(address("inspect", failed.application_id))
    )
    have_scored(round_and_pool, 0)
    appeal = settle_appeal(application=failed.application_id, appeal=Appeal.objects.get().pk, by=coordinator)
    told = Mail.objects.get(event_key=f"exam-scored-again:{appeal.pk}").body
    assert "the same as before: not passed" in told
    assert "Your application now waits for our decision." in told
    assert decide(outcome=Outcome.DEFERRED, proposed=Outcome.DEFERRED, **given).outcome == "deferred"


def test_the_rule_works_both_ways(failed, coordinator, round_and_pool):
    Sitting.objects.update(state="passed")
    ask(failed, coordinator)
    have_scored(round_and_pool, 0)
    settle_appeal(application=failed.application_id, appeal=Appeal.objects.get().pk, by=coordinator)
    failed.refresh_from_db()
    assert (failed.state, failed.application.state) == ("failed", "ready")


def test_a_decision_that_the_second_outcome_does_not_change_stays(failed, coordinator, round_and_pool):
    Application.objects.update(state="declined")
    ask(failed, coordinator)
    have_scored(round_and_pool, 0)
    settle_appeal(application=failed.application_id, appeal=Appeal.objects.get().pk, by=coordinator)
    failed.refresh_from_db()
    assert (failed.state, failed.application.state) == ("failed", "declined")
    assert "waits for our decision" not in Mail.objects.get(subject__contains="scored again").body


def test_a_newer_application_keeps_the_declined_one_closed(failed, coordinator, round_and_pool):
    Application.objects.update(state="declined")
    old = failed.application
    make_application(person=old.person, credential=old.credential, state="draft")
    ask(failed, coordinator)
    have_scored(round_and_pool, 3)
    settle_appeal(application=old.pk, appeal=Appeal.objects.get().pk, by=coordinator)
    failed.refresh_from_db()
    assert (failed.state, failed.application.state) == ("passed", "declined")


@pytest.mark.parametrize(
    ("state", "words"),
    [("endorsed", "This application is “Endorsed”"), ("in_review", "This application is “In review”")],
)
def test_it_is_too_late_or_too_early(failed, coordinator, state, words):
    Application.objects.update(state=state)
    with pytest.raises(WrongState, match=words):
        ask(failed, coordinator)


def test_an_exam_without_an_outcome_is_not_scored_again(failed, coordinator):
    Sitting.objects.update(state="in_scoring")
    with pytest.raises(WrongState, match="has no outcome yet"):
        ask(failed, coordinator)


def test_a_retake_counts_instead(failed, coordinator):
    make_sitting("passed", application=failed.application, paper=failed.paper, number=2)
    with pytest.raises(WrongState, match="has sat this exam again since"):
        ask(failed, coordinator)


def test_one_at_a_time_and_never_without_a_reason(failed, coordinator):
    with pytest.raises(Incomplete):
        ask(failed, coordinator, reason="  ")
    ask(failed, coordinator)
    with pytest.raises(WrongState, match="is being scored again already"):
        ask(failed, coordinator)


def test_nobody_elses(failed, coordinator):
    stranger = make_user("stranger@example.org")
    with pytest.raises(NotAllowed):
        ask(failed, stranger)
    other = make_sitting("failed", application=make_application(state="deferred"))
    with pytest.raises(NotAllowed, match="belongs to another application"):
        appeal_outcome(application=failed.application_id, sitting=other.pk, by=coordinator, reason=WHY)
    appeal = ask(failed, coordinator)
    with pytest.raises(NotAllowed):
        settle_appeal(application=failed.application_id, appeal=appeal.pk, by=stranger)


def test_there_must_be_a_second_outcome_to_confirm(failed, coordinator):
    appeal = ask(failed, coordinator)
    with pytest.raises(WrongState, match="no second outcome here"):
        settle_appeal(application=failed.application_id, appeal=appeal.pk, by=coordinator)


def test_the_candidate_reads_it_in_plain_words(client, failed, coordinator, round_and_pool):
    client.force_login(failed.application.person.user)
    page = reverse("endorsement:application", args=[failed.application_id])
    assert "scored again" not in text(client.get(page))
    ask(failed, coordinator)
    assert "Your exam is being scored again" in text(client.get(page))
    have_scored(round_and_pool, 3)
    still = text(client.get(page))
    assert "Your exam is being scored again" in still
    assert "your exam is passed" not in still
    settle_appeal(application=failed.application_id, appeal=Appeal.objects.get().pk, by=coordinator)
    after = text(client.get(page))
    assert "The second outcome replaces the first: your exam is passed." in after


def test_the_home_page_says_that_an_outcome_waits(client, failed, coordinator, round_and_pool):
    Application.objects.update(state="declined")
    client.force_login(coordinator)
    assert "second outcome to confirm" not in text(client.get(reverse("wagtailadmin_home")))
    ask(failed, coordinator)
    have_scored(round_and_pool, 3)
    assert "second outcome to confirm" in text(client.get(reverse("wagtailadmin_home")))


def test_staff_of_the_queue_may_be_told_whose_exam_it_is(failed, coordinator):
    appeal = ask(failed, coordinator)
    chief = make_user("chief@example.org")
    for ref in (failed.review_ref, appeal.review_ref):
        assert who_is(str(ref), chief) == "Ina Applicant, IMHS, AIMH-HI"
        assert who_is(str(ref), failed.application.person.user) is None
    assert who_is(str(failed.pk), chief) is None
    assert who_is("not ours", chief) is None
    mine = [str(failed.review_ref), str(appeal.review_ref)]
    assert candidates_among([*mine, str(uuid4()), "not ours"]) == 1, "one person, however often scored"
    assert candidates_among([]) == 0


def test_where_outcomes_are_typed_in_there_is_no_button(client, failed, coordinator, settings):
    settings.ENDORSEMENT = {"REVIEW_BACKEND": "endorsement_plugin.exams.backends.manual.ManualBackend"}
    client.force_login(coordinator)
    assert "Appeal: score again" not in text(client.get(address("inspect", failed.application_id)))
    page = address("appeal", failed.application_id, failed.pk)
    assert client.get(page).status_code == 404
