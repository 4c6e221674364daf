"""An appeal: the same text, a fresh blind pair, the same rules, and a second result beside the first."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from review_queue import intake
from review_queue.anonymization.spans import Label
from review_queue.clearance.actions.mask_more import mask_more
from review_queue.errors import NotDecided, ScoredAgain, UnknownCode
from review_queue.models import Assignment, BarredUser, Event, Item, Pool, PoolRole, Verdict
from review_queue.scoring.actions.expire import expire_late
from review_queue.scoring.actions.report_identity import report_identity
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.rules import StepBackReason
from review_queue.signals import item_decided
from review_queue.work.running import run_due
from tests.factories import reviews
from tests.review_queue.conftest import signed_in, without_writer

pytestmark = pytest.mark.django_db

TEXT = "I am Leilani.\n\nI would wait with the Kealoha family."


def decided(points: int = 0, **given) -> Item:
    """An answer with two masked names that two reviewers failed."""
    values = {
        "sections": [{"code": "q1", "prompt": "What would you do?", "text": TEXT}],
        "identifiers": [{"kind": "given_name", "value": "Leilani"}],
    }
    pool = reviews.make_pool()
    for _ in range(2):
        reviews.make_reviewer(pool)
    item = reviews.make_item(pool=pool, **{**values, **given})
    clearer = reviews.make_staff(PoolRole.Role.CLEARER, pool)
    mask_more(item=item, phrase="Kealoha", label=Label.NAME, by=clearer)
    reviews.clear_item(item, by=clearer)
    for one in reviews.assign_all():
        reviews.score(one, points)
    item.refresh_from_db()
    return item


def rescore(item: Item, **given) -> Item:
    values = {"new_ref": uuid4(), "reason": "appeal", "barred": []}
    return Item.objects.get(pk=intake.rescore(item.ref, **{**values, **given}))


def a_fresh_pair_scores(pool: Pool) -> None:
    """Two new reviewers of the pool pass whatever waits for a pair."""
    for _ in range(2):
        reviews.make_reviewer(pool)
    for one in reviews.assign_all():
        reviews.score(one, 3)


def people_of(item: Item) -> set[int]:
    return set(item.assignments.values_list("reviewer_id", flat=True))


def test_a_fresh_pair_scores_the_same_text_under_the_same_rules():
    first = decided()
    again = rescore(first)
    fresh = [reviews.make_reviewer(first.pool) for _ in range(2)]
    run_due()
    assert (again.state, again.round, again.pool) == ("cleared", first.round, first.pool)
    assert again.code != first.code
    assert people_of(again) == {one.pk for one in fresh}
    (old,), (new,) = first.sections.all(), again.sections.all()
    assert (new.code, new.prompt, new.text) == (old.code, old.prompt, old.text)
    assert [(one.start, one.end, one.kind, one.source) for one in new.spans.all()] == [
        (one.start, one.end, one.kind, one.source) for one in old.spans.all()
    ]
    assert new.spans.count() == 2

    heard = []
    item_decided.connect(
        lambda **said: heard.append((said["ref"], said["outcome"])), weak=False, dispatch_uid="t"
    )
    try:
        for one in again.assignments.all():
            reviews.score(one, 3)
    finally:
        item_decided.disconnect(dispatch_uid="t")
    assert heard == [(again.ref, "passed")]
    assert intake.status(again.ref).outcome == "passed"
    assert intake.status(first.ref).outcome == "failed"
    assert Verdict.objects.get(item=again).rubric == Verdict.objects.get(item=first).rubric


def test_nobody_who_was_asked_before_is_asked_again():
    pool = reviews.make_pool()
    first = reviews.make_item(pool=pool)
    for _ in range(2):
        reviews.make_reviewer(pool)
    reviews.clear_item(first)
    one, other = reviews.assign_all()
    step_back(assignment=reviews.accept_offer(one), reason=StepBackReason.OTHER)
    reviews.make_reviewer(pool)
    (instead,) = reviews.assign_all()
    reviews.draft(reviews.accept_offer(other), 1)
    Assignment.objects.filter(pk=other.pk).update(due="2026-01-01")
    assert expire_late(today=first.received_at.date().replace(year=2027)) == 1
    reviews.make_reviewer(pool)
    (last,) = reviews.assign_all()
    reviews.score(instead, 3)
    reviews.score(last, 0)
    reviews.make_reviewer(pool, may_adjudicate=True)
    (third,) = reviews.assign_all()
    reviews.score(third, 0)

    again = rescore(Item.objects.get(pk=first.pk))
    assert reviews.assign_all() == []
    asked = set(first.assignments.values_list("reviewer__user", flat=True))
    assert len(asked) == 5
    assert set(BarredUser.objects.filter(item=again).values_list("user", flat=True)) == asked
    fresh = [reviews.make_reviewer(pool) for _ in range(2)]
    assert {made.reviewer for made in reviews.assign_all()} == set(fresh)


def test_who_worked_on_it_or_may_know_the_result_does_not_score_it():
    first = decided()
    clearer = Event.objects.filter(item=first, kind="cleared").get().actor
    chief = reviews.make_staff(PoolRole.Role.CHIEF, first.pool)
    barred = reviews.make_account()
    for user in (clearer, chief, barred):
        reviews.make_reviewer(first.pool, user=user)
    again = rescore(first, barred=[barred.pk])
    assert reviews.assign_all() == []
    fresh = [reviews.make_reviewer(first.pool) for _ in range(2)]
    assert {made.reviewer for made in reviews.assign_all()} == set(fresh)
    assert people_of(again) == {one.pk for one in fresh}


def test_the_scorers_of_earlier_sittings_are_kept_away_again():
    earlier, first = decided(), decided()
    again = rescore(first, earlier=[earlier.ref], barred_agencies=["Hale Keiki"])
    users = set(BarredUser.objects.filter(item=again).values_list("user", flat=True))
    assert users == {
        one.reviewer.user_id
        for item in (earlier, first)
        for one in item.assignments.select_related("reviewer")
    }
    assert again.barred_agencies.count() == 1


def test_a_third_scoring_bars_both_pairs_before():
    first = decided()
    again = rescore(first)
    a_fresh_pair_scores(first.pool)
    last = rescore(Item.objects.get(pk=again.pk))
    assert reviews.assign_all() == []
    assert BarredUser.objects.filter(item=last).count() == 4


def test_asking_twice_is_asking_once():
    first = decided()
    ref = uuid4()
    assert rescore(first, new_ref=ref) == rescore(first, new_ref=ref)
    assert Item.objects.count() == 2
    with pytest.raises(ScoredAgain, match="is being scored again"):
        rescore(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.create(ref="x", round=first.round, pool=first.pool, rescore_of=first)


def test_after_a_withdrawal_it_can_be_asked_for_again():
    first = decided()
    intake.withdraw(rescore(first).ref, reason="error")
    assert rescore(first).state == "cleared"


def test_only_what_is_decided_and_known_is_scored_again():
    waiting = reviews.make_item()
    with pytest.raises(NotDecided, match="Wait for the first result"):
        rescore(waiting)
    with pytest.raises(UnknownCode, match="no item with the code “gone”"):
        intake.rescore("gone", new_ref=uuid4(), reason="appeal", barred=[])


def test_the_trail_says_so_and_keeps_no_words():
    first = decided()
    again = rescore(first, reason="Because I say so")
    assert first.events.values_list("kind", "detail").last() == ("rescored", "other")
    assert list(again.events.values_list("kind", "detail")) == [
        ("received", "rescore"),
        ("cleared", "rescore"),
    ]


def pages_of(one: Assignment) -> list[str]:
    """The offer, the desk and the queue of a reviewer, without what is this reviewer's own."""
    client = signed_in(one.reviewer.user)
    offer = client.get(one.get_absolute_url()).content.decode()
    queue = client.get(reverse("review_queue:queue")).content.decode()
    reviews.accept_offer(one)
    desk = client.get(one.get_absolute_url()).content.decode()
    return [bare(page, one) for page in (offer, queue, desk)]


def bare(page: str, one: Assignment) -> str:
    lines = [line for line in page.splitlines() if "csrf" not in line and "answer_by" not in line]
    text = "\n".join(line for line in lines if "reply by" not in line)
    text = without_writer(text, one.reviewer.user)
    return text.replace(one.code, "CODE").replace(one.reviewer.user.email, "ME")


def test_the_pair_cannot_tell(mailoutbox):
    scored_in = reviews.make_round()
    pool = reviews.make_pool()
    for _ in range(2):
        reviews.make_reviewer(pool)
    first = reviews.clear_item(reviews.make_item(scored_in, pool))
    run_due()
    of_first = [(one, pages_of(one)) for one in first.assignments.order_by("slot")]
    for one, _ in of_first:
        reviews.score(one, 3)
    letters = {mail.subject for mail in mailoutbox if "score" in mail.subject}

    again = rescore(Item.objects.get(pk=first.pk))
    for _ in range(2):
        reviews.make_reviewer(pool)
    run_due()
    for (_, before), one in zip(of_first, again.assignments.order_by("slot"), strict=True):
        assert pages_of(one) == before
    assert {mail.subject for mail in mailoutbox if "score" in mail.subject} == letters


def test_a_reported_identity_sends_it_back_to_the_clearer_who_knows_the_text():
    first = decided()
    clearer = Event.objects.filter(item=first, kind="cleared").get().actor
    again = rescore(first)
    for _ in range(2):
        reviews.make_reviewer(first.pool)
    one, _ = reviews.assign_all()
    report_identity(assignment=reviews.accept_offer(one))
    again.refresh_from_db()
    reviews.clear_item(again, by=clearer)
    assert again.state == "cleared"
