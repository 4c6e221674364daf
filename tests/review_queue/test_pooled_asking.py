"""Reviewers who ask for answers themselves, and pool what came of it, learn no pair by when they asked."""

import pytest

from review_queue.assigning.actions.grant_wishes import wish_for_one
from review_queue.models import Assignment
from tests.factories import reviews
from tests.review_queue.assigning.pooled import Simulated, claims, forced, same_answer
from tests.review_queue.assigning.test_pooled_alone import FRIDAY, TUESDAY

pytestmark = [pytest.mark.long, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def daily(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": 24 * 60, "OFFERS_TOGETHER": 3}


def asked(monkeypatch, answers: int, *, reviewers: int = 4, **given) -> Simulated:
    """So many answers wait in a round whose reviewers ask; on Monday each of the first ones does, at an hour
    of his or her own."""
    round_ = Simulated(monkeypatch, reviewers=reviewers, **given)
    round_.round.assigning = "asked"
    round_.round.anchor_every = 1_000_000
    round_.round.save()
    for _ in range(answers):
        reviews.clear_item(reviews.make_item(round_.round, round_.pool))
    return round_


def ask(round_: Simulated, *hours: int) -> None:
    """On Monday, one after the other."""
    for who, hour in zip(round_.reviewers, hours, strict=False):
        round_.at(0, hour)
        wish_for_one(reviewer=who)


def asked_at(monkeypatch, hours: list[int]) -> Simulated:
    """Four asked on Monday, and the lot gave them three answers or more: of fewer, all wait."""
    for _ in range(20):
        round_ = asked(monkeypatch, 8)
        ask(round_, *hours)
        drawn = Assignment.objects.filter(item__round=round_.round)
        assert not drawn.exists()
        round_.at(1, 7, 30)
        if drawn.values("item").distinct().count() >= 3:
            return round_
        assert round_.at(1, 9).pooled() == []
    pytest.fail("The lot gives four who ask one or two of eight answers, every time.")


@pytest.mark.parametrize("hours", [(9, 10, 15, 20), (20, 20, 20, 20), (20, 9, 15, 9)])
def test_what_was_asked_for_leaves_at_one_moment_whoever_asked_when(monkeypatch, hours):
    pooled = asked_at(monkeypatch, sorted(hours)).at(1, 9).pooled()
    assert {one.seen for one in pooled} == {one.posted for one in pooled} == {TUESDAY}
    assert len({one.reviewer for one in pooled}) == len(pooled) == 4
    assert not (claims(pooled) | forced(pooled)) & same_answer()


def test_two_who_ask_for_the_only_answer_do_not_get_it_alone(monkeypatch):
    round_ = asked(monkeypatch, 1)
    ask(round_, 9, 15)
    assert round_.at(3, 9).pooled() == []
    pooled = round_.at(4, 9).pooled()
    assert {one.seen for one in pooled} == {FRIDAY}
    assert len(pooled) == 4
    assert not (claims(pooled) | forced(pooled)) & same_answer()


def test_a_wish_that_comes_when_others_have_been_granted_waits_for_the_next_offers(monkeypatch):
    round_ = asked(monkeypatch, 8)
    round_.at(1, 7, 30)
    wish = wish_for_one(reviewer=round_.reviewers[0])
    round_.at(1, 8, 30)
    assert not Assignment.objects.exists()
    assert (wish.leaves - TUESDAY).days == 1
    round_.at(2, 7, 30)
    assert Assignment.objects.get().reviewer == round_.reviewers[0]


def test_no_anchor_comes_instead_where_no_answer_waits_to_leave_with_it(monkeypatch):
    """It would come at the next moment, and an answer for nobody else days later."""
    round_ = asked(monkeypatch, 8)
    round_.round.anchor_every = 1
    round_.round.save()
    ask(round_, 9)
    round_.at(1, 7, 30)
    assert [one.item.kind for one in Assignment.objects.select_related("item")] == ["answer"]
