"""An appeal while the queue has it: heard once, stopped, sent back, and never scored by who knows."""

from datetime import date

import pytest
from django.urls import reverse

from endorsement_plugin.appeals.actions import settle_appeal
from endorsement_plugin.applications.actions.withdraw import withdraw_application
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.actions.record_rescore import record_rescore
from endorsement_plugin.exams.backends import verdicts
from endorsement_plugin.exams.backends.handover import hand_over_again
from endorsement_plugin.exams.queries.appeals import open_appeals
from endorsement_plugin.jobs import reconcile_appeals
from endorsement_plugin.models import Application, Mail
from endorsement_plugin.review.actions import open_file
from review_queue.clearance.actions.return_item import return_item
from review_queue.clearance.rules import ReturnReason
from review_queue.models import Item, PoolRole
from review_queue.signals import item_decided
from review_queue.work.running import run_due
from tests.endorsement_plugin.exams.appealing import ask, have_scored
from tests.factories import reviews
from tests.factories.people import make_user
from tests.factories.reviews import (
    assign_all,
    make_reviewer,
    make_staff,
)
from tests.factories.sittings import answered, make_sitting

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def test_hearing_twice_is_hearing_once(failed, coordinator, round_and_pool):
    appeal = ask(failed, coordinator)
    have_scored(round_and_pool, 3)
    record_rescore(ref=appeal.review_ref, outcome="failed", feedback="Other words.")
    appeal.refresh_from_db()
    assert appeal.outcome == "passed"
    assert failed.application.events.filter(action="exam_scored_again").count() == 1


def test_handing_over_twice_is_handing_over_once(failed, coordinator):
    appeal = ask(failed, coordinator)
    hand_over_again(appeal)
    assert Item.objects.filter(rescore_of__isnull=False).count() == 1


def test_a_second_verdict_that_nobody_heard_is_found(failed, coordinator, round_and_pool):
    appeal = ask(failed, coordinator)
    item_decided.disconnect(dispatch_uid="endorsement_plugin.record_outcome")
    try:
        have_scored(round_and_pool, 3)
        appeal.refresh_from_db()
        assert appeal.outcome == ""
        reconcile_appeals()
    finally:
        verdicts.listen()
    appeal.refresh_from_db()
    assert appeal.outcome == "passed"


def test_withdrawing_stops_the_second_scoring(failed, coordinator):
    appeal = ask(failed, coordinator)
    person = failed.application.person.user
    withdraw_application(application=failed.application_id, by=person)
    run_due()
    appeal.refresh_from_db()
    assert appeal.stopped_at
    assert Item.objects.get(ref=str(appeal.review_ref)).state == "withdrawn"
    reconcile_appeals()
    assert failed.application.events.filter(action="exam_appeal_stopped").count() == 1
    assert not Mail.objects.filter(subject__contains="was not scored again").exists()


def test_a_second_scoring_that_comes_back_leaves_the_first_outcome(
    client, failed, coordinator, round_and_pool
):
    appeal = ask(failed, coordinator)
    Item.objects.filter(ref=str(appeal.review_ref)).update(state="received")  # a reviewer saw a name
    clearer = make_staff(PoolRole.Role.CLEARER, pool=round_and_pool)
    return_item(item=Item.objects.get(ref=str(appeal.review_ref)), reason=ReturnReason.IDENTIFIES, by=clearer)
    reconcile_appeals()
    appeal.refresh_from_db()
    failed.refresh_from_db()
    assert appeal.stopped_at
    assert failed.state == "failed"
    assert not open_appeals(failed.application).exists()
    letter = Mail.objects.get(subject__contains="was not scored again")
    assert "the first outcome stands" in letter.body
    person = failed.application.person.user
    assert letter.to == person.email
    client.force_login(person)
    page = client.get(reverse("endorsement:application", args=[failed.application_id])).content.decode()
    assert "Your exam could not be scored again" in page


def test_who_knows_the_candidate_never_scores_it_again(failed, coordinator, round_and_pool):
    open_file(application=failed.application_id, by=coordinator, today=TODAY)
    make_reviewer(round_and_pool, user=coordinator, qualifications=["IMHS"])
    appeal = ask(failed, coordinator)
    assert assign_all() == []
    late = make_user("late@example.org")
    make_reviewer(round_and_pool, user=late, qualifications=["IMHS"])
    association = failed.application.association
    association.coordinators.user_set.add(late)
    open_file(application=failed.application_id, by=late, today=TODAY)
    run_due()
    again = Item.objects.get(ref=str(appeal.review_ref))
    barred = set(again.barred_users.values_list("user", flat=True))
    assert {coordinator.pk, late.pk, failed.application.person.user_id} <= barred
    assert assign_all() == []


def test_a_second_appeal_starts_from_the_outcome_that_counts(failed, coordinator, round_and_pool):
    first = ask(failed, coordinator)
    have_scored(round_and_pool, 0)
    settle_appeal(application=failed.application_id, appeal=first.pk, by=coordinator)
    second = ask(failed, coordinator)
    again = Item.objects.get(ref=str(second.review_ref))
    assert again.rescore_of == Item.objects.get(ref=str(first.review_ref))
    assert assign_all() == []


def test_the_scorers_of_an_appeal_do_not_score_the_retake(failed, coordinator, round_and_pool):
    ask(failed, coordinator)
    have_scored(round_and_pool, 0)
    Application.objects.update(state="exam")
    retake = make_sitting("open", application=failed.application, paper=failed.paper, number=2)
    person = failed.application.person.user
    hand_in(sitting=answered(retake, first="I would watch.").pk, by=person, revision=1)
    run_due()
    retake.refresh_from_db()
    item = Item.objects.get(ref=str(retake.review_ref))
    assert item.barred_users.count() == 2 + 4  # the candidate, the coordinator, and both pairs


def test_a_second_scoring_that_cannot_score_it_leaves_the_first_outcome(failed, coordinator, round_and_pool):
    appeal = ask(failed, coordinator)
    for _ in range(2):
        reviews.make_reviewer(round_and_pool, qualifications=["IMHS"])
    for one in assign_all():
        reviews.score(one, 2, unscorable="blank")
    reconcile_appeals()
    appeal.refresh_from_db()
    failed.refresh_from_db()
    assert (appeal.outcome, failed.state) == ("", "failed")
    assert appeal.stopped_at
