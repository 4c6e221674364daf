"""Whoever checks while people are at work finds nothing that is not so."""

import pytest
from django.utils import timezone

from review_queue.audit.actions import seal_events
from review_queue.audit.queries.faults import faults
from review_queue.audit.queries.seal_chain import all_events, breaks
from review_queue.audit.queries.stated import stated_about, stated_about_rounds
from review_queue.models import CorrectiveAction, Item, PoolRole
from review_queue.quality.actions.correct import correct
from tests.factories import reviews

pytestmark = pytest.mark.django_db


def test_a_review_handed_in_while_rows_are_compared_is_no_fault(monkeypatch):
    _, (work, _) = reviews.make_assigned()
    waiting = [work]

    def and_then_somebody_hands_in(about):
        stated = stated_about(about)
        if waiting:
            reviews.score(waiting.pop(), 2)
        return stated

    monkeypatch.setattr("review_queue.audit.queries.faults.stated_about", and_then_somebody_hands_in)
    assert list(faults()) == []
    assert not waiting


def test_an_action_recorded_while_rounds_are_compared_is_no_fault(monkeypatch):
    scored_in, pool = reviews.make_round(), reviews.make_pool()
    chief = reviews.make_staff(PoolRole.Role.CHIEF)
    waiting = [scored_in]

    def and_then_somebody_records(rounds):
        stated = stated_about_rounds(rounds)
        if waiting:
            correct(
                scored_in=waiting.pop(),
                pool=pool,
                item=None,
                alarm="agreement:total",
                what="Talked about the rubric.",
                who="The chief",
                done_on=timezone.localdate(),
                follow_up_on=None,
                by=chief,
            )
        return stated

    monkeypatch.setattr("review_queue.audit.queries.faults.stated_about_rounds", and_then_somebody_records)
    assert list(faults()) == []
    assert CorrectiveAction.objects.count() == 1


def test_a_seal_made_while_seals_are_read_is_no_fault(monkeypatch):
    reviews.make_item()
    seal_events()
    waiting = [reviews.make_round()]

    def and_then_more_is_sealed():
        events = list(all_events())
        reviews.make_item(waiting.pop())
        seal_events()
        return iter(events)

    monkeypatch.setattr("review_queue.audit.queries.seal_chain.all_events", and_then_more_is_sealed)
    assert list(breaks()) == []
    assert Item.objects.count() == 2


def test_what_was_changed_is_found_however_often_one_looks():
    _, (work, _) = reviews.make_assigned()
    reviews.score(work, 2)
    work.review.marks.order_by("pk")[:1].get().delete()
    assert len(list(faults())) == 1
    assert len(list(faults())) == 1
