"""Reviewers who pool what they were shown learn neither who shares an answer, nor which offer is an anchor,
nor that a review was handed in."""

import re
from collections import Counter
from datetime import timedelta

import pytest

from review_queue.assigning.queries.demand import items_to_take
from review_queue.models import Assignment, Item
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.rules import StepBackReason
from tests.factories import reviews
from tests.review_queue.assigning.pooled import MONDAY, Simulated, claims, pairs

pytestmark = [pytest.mark.long, pytest.mark.django_db]

DAILY = 24 * 60


@pytest.fixture
def leaving(settings):
    """So many minutes between the moments at which offers leave."""

    def every(minutes: int) -> None:
        settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": minutes}

    return every


def play(monkeypatch, *, handed_in: tuple[int, int] = (15, 17), declined: tuple[int, int] = (10, 3)):
    """Six answers, one by one: the reviewers of the first disagree, one of the second declines, and days
    later those who are offered nothing get an anchor."""
    round_ = Simulated(monkeypatch)
    first = round_.at(0, 9, 10).arrives(words=300)
    second = round_.at(0, 15, 40).arrives(words=120)
    one, other = first.assignments.order_by("slot")
    round_.at(1, 9, 30)
    step_back(assignment=second.assignments.get(slot=1), reason=StepBackReason.OVERLOAD)
    round_.at(1, *declined).assign()
    reviews.score(Assignment.objects.get(pk=one.pk), 3)
    round_.at(1, 13, 5).arrives(words=80)
    round_.at(1, *handed_in)
    reviews.score(Assignment.objects.get(pk=other.pk), 0)
    round_.assign()
    round_.at(1, 22, 1).arrives(words=450)
    round_.at(1, 22, 50).arrives(words=200)
    round_.at(6, 11, 20).arrives(words=310)
    round_.at(7, 12, 0)
    return round_


def kinds() -> Counter[str]:
    made = Assignment.objects.all()
    return Counter(
        "third" if one.slot == 3 else one.item.kind for one in made.select_related("item", "reviewer")
    )


def test_the_pool_learns_nothing(monkeypatch, leaving):
    leaving(DAILY)
    pooled = play(monkeypatch).pooled()
    assert kinds() == {"answer": 13, "third": 1, "seeded": 2}
    assert len(pooled) == 16
    assert claims(pooled) == set()
    assert {one.posted for one in pooled} == {one.seen for one in pooled}
    for moment in {one.seen for one in pooled}:
        facts = [one.facts for one in pooled if one.seen == moment]
        assert all(one == facts[0] for one in facts)
    shown = " ".join(f"{one.listed} {one.page} {one.letter}" for one in pooled)
    assert "reply by" in shown
    assert not re.search(r"\d\d:\d\d", shown)


def test_the_same_pool_learns_pairs_where_offers_leave_at_once(monkeypatch, leaving):
    leaving(0)
    pooled = play(monkeypatch).pooled()
    assert len(claims(pooled) & pairs()) >= 4


@pytest.mark.parametrize(
    "when",
    [{"handed_in": (14, 0)}, {"handed_in": (21, 59)}, {"declined": (12, 59)}],
    ids=["early", "late", "declined later"],
)
def test_what_is_shown_does_not_depend_on_when_it_happened(monkeypatch, leaving, when):
    leaving(DAILY)
    pooled = play(monkeypatch, **when).pooled()
    assert Counter((one.seen - MONDAY) for one in pooled) == {
        timedelta(days=1, hours=8): 4,
        timedelta(days=2, hours=8): 8,
        timedelta(days=7, hours=8): 4,
    }


def test_an_anchor_waits_until_others_are_offered_answers(monkeypatch, leaving):
    leaving(DAILY)
    round_ = Simulated(monkeypatch)
    round_.at(0, 9).arrives()
    round_.at(0, 10).arrives()
    round_.at(6, 7)
    assert not Assignment.objects.filter(item__kind=Item.Kind.SEEDED).exists()
    round_.arrives()
    round_.at(6, 7, 30)
    seeded = Assignment.objects.filter(item__kind=Item.Kind.SEEDED)
    real = Assignment.objects.filter(item=Item.objects.order_by("received_at").last())
    assert {one.offered_at for one in seeded} == {one.offered_at for one in real}
    assert {one.answer_by for one in seeded} == {one.answer_by for one in real}
    assert not {one.reviewer_id for one in seeded} & {one.reviewer_id for one in real}


def test_asking_again_and_again_does_not_tell_when_a_slot_opened(monkeypatch, leaving):
    leaving(DAILY)
    round_ = Simulated(monkeypatch)
    round_.round.assigning = "asked"
    round_.round.save()
    item = reviews.clear_item(reviews.make_item(round_.round, round_.pool))
    who = round_.reviewers[0]
    assert not items_to_take(who, round_.now.date()).exists()
    round_.at(0, 8, 1)
    assert list(items_to_take(who, round_.now.date())) == [item]
