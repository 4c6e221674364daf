"""The adapter with the real queue: from the hand-in to an outcome that two reviewers agree on."""

from datetime import date
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.urls import reverse

from endorsement_plugin.applications.actions.withdraw import withdraw_application
from endorsement_plugin.exams.actions.enter_outcome import enter_outcome
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.backends import verdicts
from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.exams.backends.queue import QueueBackend
from endorsement_plugin.jobs import keep_away_who_is_known_since, reconcile_sittings
from endorsement_plugin.models import Application, Form, Sitting
from endorsement_plugin.review.actions import open_file
from review_queue import intake
from review_queue.clearance.actions.return_item import return_item
from review_queue.clearance.rules import ReturnReason
from review_queue.models import Item, PoolRole, Reviewer
from review_queue.permissions import items_for
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.signals import item_decided
from review_queue.work.models import Work
from review_queue.work.running import run_due
from tests.factories import reviews
from tests.factories.applications import (
    add_answer,
    add_evidence,
    add_reference,
    freeze_evidence,
    make_application,
)
from tests.factories.people import make_coordinator
from tests.factories.reviews import (
    accept_offer,
    assign_all,
    clear_item,
    draft,
    make_pool,
    make_reviewer,
    make_round,
    make_staff,
)
from tests.factories.sittings import answered, make_sitting

pytestmark = pytest.mark.django_db

ANSWER = "Ina Applicant would wait, and wonder aloud with the parent what the turn means."


@pytest.fixture
def round_and_pool():
    scored_in = make_round()
    type(scored_in).objects.filter(pk=scored_in.pk).update(code="spring")
    return scored_in, make_pool("hawaii")


def handed_in(**fields) -> Sitting:
    sitting = make_sitting("open", **fields)
    hand_in(
        sitting=answered(sitting, first=ANSWER, second="Yes.").pk,
        by=sitting.application.person.account,
        revision=1,
    )
    return Sitting.objects.get(pk=sitting.pk)


def item_of(sitting: Sitting) -> Item:
    return Item.objects.get(ref=str(sitting.review_ref))


def score(item: Item, points: int = 3, feedback: str = "You stay with the pair, Ina.") -> None:
    """Two new reviewers who hold the credential agree."""
    for _ in range(2):
        make_reviewer(item.pool, qualifications=["IMHS"])
    clear_item(item)
    for assignment in assign_all():
        accept_offer(assignment)
        review = draft(assignment, points, feedback)
        submit_review(assignment=assignment, version=review.version)
    run_due()


def test_the_settings_name_the_adapter():
    assert isinstance(backend(), QueueBackend)


def test_an_exam_arrives_masked(round_and_pool):
    sitting = handed_in()
    run_due()
    sitting.refresh_from_db()
    item = item_of(sitting)
    assert sitting.state == "in_scoring"
    texts = " ".join(item.sections.values_list("text", flat=True))
    assert "would wait, and wonder aloud" in texts
    assert "Ina" not in texts
    assert list(item.requirements.values_list("tag", flat=True)) == ["IMHS"]


def test_whom_the_whole_portfolio_and_earlier_applications_name_is_masked(round_and_pool):
    """What was logged after the submission, and what another application named and the portfolio no more."""
    sitting = make_sitting("open")
    person = sitting.application.person
    earlier = make_application(person=person, state="declined")
    add_reference(earlier, name="Refwinda Earlier", email="earlier@example.org")
    dropped = add_evidence(person, "work", "Visitor", organization="Former House")
    freeze_evidence(earlier)
    dropped.delete()
    freeze_evidence(sitting.application)
    add_evidence(person, "work", "Visitor", organization="Later House", giver="Sula Supervisor")
    text = "Sula Supervisor of Later House, and Refwinda Earlier, after Former House."
    hand_in(sitting=answered(sitting, first=text).pk, by=person.account, revision=1)
    run_due()
    sitting.refresh_from_db()
    assert item_of(sitting).sections.get().text == "[NAME-1] of [AGENCY-1], and [NAME-2], after [AGENCY-2]."


def test_no_table_of_the_queue_holds_an_identity_or_for_whom_the_paper_is(round_and_pool):
    sitting = handed_in()
    add_answer(sitting.application, "age_band", "Birth to canary", value="birth_to_canary")
    Form.objects.filter(pk=sitting.paper.form_id).update(age_band="Birth to canary")
    add_reference(sitting.application, name="Refilwe Canary", email="canary@example.org")
    run_due()
    dump = serializers.serialize(
        "json",
        [
            row
            for model in apps.get_app_config("review_queue").get_models()
            for row in model._default_manager.all()
        ],
    )
    assert item_of(sitting).ref in dump
    for identity in ("Ina", "Applicant", "ina.applicant", "Refilwe", "canary@", "Birth to", "birth_to"):
        assert identity not in dump


def test_sending_twice_is_sending_once(round_and_pool):
    sitting = handed_in()
    run_due()
    Sitting.objects.update(state="handed_in")
    Work.objects.filter(kind="endorsement.send_to_scoring").update(state="pending", woken_at=None)
    run_due()
    assert Item.objects.count() == 1
    sitting.refresh_from_db()
    assert sitting.state == "in_scoring"


def test_a_round_that_is_not_there_is_tried_again():
    sitting = handed_in()
    run_due()
    sitting.refresh_from_db()
    work = Work.objects.get(kind="endorsement.send_to_scoring")
    assert (sitting.state, work.state) == ("handed_in", "pending")
    assert "UnknownCode" in work.trouble


@pytest.mark.parametrize(("points", "outcome"), [(3, "passed"), (0, "failed")])
def test_two_who_agree_make_the_application_ready(round_and_pool, points, outcome):
    sitting = handed_in()
    run_due()
    score(item_of(sitting), points)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.application.state) == (outcome, "ready")
    assert "You stay with the pair, [name]." in sitting.feedback


def test_a_verdict_that_nobody_heard_is_found(round_and_pool):
    sitting = handed_in()
    run_due()
    item_decided.disconnect(dispatch_uid="endorsement_plugin.record_outcome")
    try:
        score(item_of(sitting))
        sitting.refresh_from_db()
        assert sitting.state == "in_scoring"
        reconcile_sittings()
    finally:
        verdicts.listen()
    sitting.refresh_from_db()
    assert (sitting.state, sitting.application.state) == ("passed", "ready")


def test_withdrawing_takes_the_exam_from_the_reviewers(round_and_pool):
    sitting = handed_in()
    run_due()
    application = sitting.application
    withdraw_application(application=application.pk, by=application.person.account)
    run_due()
    assert item_of(sitting).state == "withdrawn"
    assert application.events.filter(action="exam_scoring_stopped").count() == 1


def test_an_exam_that_arrived_after_its_withdrawal_leaves_the_queue(round_and_pool):
    sitting = handed_in()
    run_due()
    Application.objects.update(state="withdrawn")
    reconcile_sittings()
    reconcile_sittings()
    assert item_of(sitting).state == "withdrawn"
    assert sitting.application.events.filter(action="exam_scoring_stopped").count() == 1


def test_withdrawn_before_it_was_sent_is_never_sent(round_and_pool):
    handed_in()
    Application.objects.update(state="withdrawn")
    run_due()
    reconcile_sittings()
    assert not Item.objects.exists()


def test_the_applicant_and_staff_who_read_the_file_never_score_it(round_and_pool):
    sitting = handed_in()
    coordinator = make_reviewer(make_pool("hawaii"), qualifications=["IMHS"])
    sitting.application.events.create(action="opened", role="coordinator", actor=coordinator.user)
    run_due()
    item = item_of(sitting)
    assert set(item.barred_users.values_list("user_id", flat=True)) == {
        sitting.application.person.user_id,
        coordinator.user_id,
    }
    clear_item(item)
    assert assign_all() == []


def test_staff_who_read_the_file_while_they_score_it_lose_it(round_and_pool):
    sitting = handed_in()
    run_due()
    item = item_of(sitting)
    association = sitting.application.association
    reader = make_coordinator(association)
    for user in (reader, make_coordinator(association, "carl.coordinator@example.org")):
        make_reviewer(item.pool, user=user, qualifications=["IMHS"])
    clear_item(item)
    offered = {offer.reviewer.user: offer for offer in assign_all()}
    open_file(application=sitting.application.pk, by=reader, today=date(2026, 4, 30))
    run_due()
    assert not items_for(reader).exists()
    offered[reader].refresh_from_db()
    assert offered[reader].state == "revoked"
    item.refresh_from_db()
    assert item.state == "cleared"  # and waits for somebody else
    assert item.barred_users.filter(user=reader).exists()


def test_scorers_of_an_earlier_sitting_are_kept_away(round_and_pool):
    first = handed_in()
    run_due()
    score(item_of(first), 0)
    assert Reviewer.objects.count() == 2
    Application.objects.update(state="exam")
    retake = make_sitting("open", application=first.application, paper=first.paper, number=2)
    user = retake.application.person.account
    hand_in(sitting=answered(retake, first=ANSWER).pk, by=user, revision=1)
    run_due()
    clear_item(item_of(Sitting.objects.get(number=2)))
    assert assign_all() == []


def test_status_of_a_stranger_is_none(round_and_pool):
    assert QueueBackend().standings(refs=[UUID(int=7)]) == {}
    QueueBackend().withdraw(ref=UUID(int=7), reason="candidate")
    QueueBackend().bar(ref=UUID(int=7), users=[1])


def test_status_follows_the_queue(round_and_pool):
    sitting = handed_in()
    run_due()
    assert sitting.review_ref is not None
    standing = QueueBackend().standings(refs=[sitting.review_ref, UUID(int=7)])[sitting.review_ref]
    assert (standing.state, standing.outcome) == (intake.status(sitting.review_ref).state, None)


def test_a_referee_who_confirms_the_address_while_scoring_loses_the_exam(round_and_pool):
    sitting = make_sitting("open")
    add_reference(sitting.application, email="private@example.org")
    hand_in(sitting=answered(sitting, first=ANSWER).pk, by=sitting.application.person.account, revision=1)
    run_due()
    item = Item.objects.get()
    known, other = (make_reviewer(item.pool, qualifications=["IMHS"]) for _ in range(2))
    clear_item(item)
    for one in assign_all():
        accept_offer(one)
    EmailAddress.objects.create(user=known.user, email="private@example.org", verified=True)
    keep_away_who_is_known_since()
    assert not items_for(known.user).exists()
    assert items_for(other.user).get() == item
    keep_away_who_is_known_since()
    assert item.events.filter(kind="revoked").count() == 1


def test_what_a_clearer_returns_comes_back_with_the_reason(round_and_pool):
    sitting = handed_in()
    run_due()
    clearer = make_staff(PoolRole.Role.CLEARER, pool=round_and_pool[1])
    return_item(item=Item.objects.get(), reason=ReturnReason.IDENTIFIES, by=clearer)
    reconcile_sittings()
    reconcile_sittings()
    sitting.refresh_from_db()
    assert (sitting.state, sitting.returned_because) == ("in_scoring", "It cannot be made anonymous.")
    (event,) = sitting.application.events.filter(action="exam_returned")
    assert event.detail == "It cannot be made anonymous."


def test_what_reviewers_cannot_score_comes_back_with_the_reason_and_is_settled_by_a_coordinator(
    round_and_pool,
):
    sitting = handed_in()
    run_due()
    item = item_of(sitting)
    for _ in range(2):
        make_reviewer(item.pool, qualifications=["IMHS"])
    clear_item(item)
    for one in assign_all():
        reviews.score(one, 2, unscorable="off_topic")
    sitting.refresh_from_db()
    assert sitting.state == "in_scoring"
    reconcile_sittings()
    reconcile_sittings()
    sitting.refresh_from_db()
    because = "The reviewers find that it cannot be scored: it is about something else than was asked."
    assert (sitting.state, sitting.returned_because) == ("in_scoring", because)
    assert sitting.application.events.filter(action="exam_returned").count() == 1
    said = sitting.feedback
    assert said.count(reviews.FEEDBACK) == 2  # of both, once, though it was heard twice
    coordinator = make_coordinator(sitting.application.association)
    enter_outcome(application=sitting.application_id, by=coordinator, outcome="failed", feedback="Answer it.")
    sitting.refresh_from_db()
    assert sitting.state == "failed"
    assert sitting.feedback == f"{said}\n\nAnswer it."
    candidate = Client()
    candidate.force_login(sitting.application.person.account)
    status = reverse("endorsement:application", args=[sitting.application_id])
    assert reviews.FEEDBACK not in candidate.get(status).content.decode()
    type(sitting.application).objects.filter(pk=sitting.application_id).update(state="declined")
    assert candidate.get(status).content.decode().count(reviews.FEEDBACK) == 2
