"""Reviewers who pool what they were shown learn nothing from what leaves, or ends, where little happens: a
single answer, a lone replacement, a third review, an answer that is withdrawn or reported."""

from datetime import timedelta

import pytest

from review_queue.models import Assignment, Event, Item
from review_queue.scoring.actions.report_identity import report_identity
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.actions.withdraw import withdraw
from review_queue.scoring.rules import StepBackReason
from tests.factories import reviews
from tests.review_queue.assigning.pooled import (
    MONDAY,
    Simulated,
    caused,
    claims,
    ended,
    forced,
    pairs,
    same_answer,
)

pytestmark = [pytest.mark.long, pytest.mark.django_db]

TUESDAY = MONDAY + timedelta(days=1, hours=8)
FRIDAY = MONDAY + timedelta(days=4, hours=8)
"""When what was offered on Monday has waited three days longer than till Tuesday."""


@pytest.fixture(autouse=True)
def daily(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": 24 * 60, "OFFERS_TOGETHER": 3}


@pytest.fixture
def unmended(settings):
    """As offers left before: at the next moment, however few."""
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_TOGETHER": 1}


def learned(round_: Simulated) -> set[tuple[str, ...]]:
    pooled = round_.pooled()
    return (claims(pooled) | forced(pooled) | caused(round_) | ended(round_)) & same_answer()


def holders(round_: Simulated, item: Item) -> list[Assignment]:
    """Of the pair, in the order of slots, as they are now."""
    return list(item.assignments.filter(state__in=["offered", "accepted"]).order_by("slot"))


def act(round_: Simulated, one: Assignment, what) -> None:
    round_.acted[one.code] = round_.now
    what(assignment=Assignment.objects.get(pk=one.pk))


def decline(*, assignment: Assignment) -> None:
    step_back(assignment=assignment, reason=StepBackReason.OVERLOAD)


def single(monkeypatch, **given) -> Simulated:
    round_ = Simulated(monkeypatch, **given)
    round_.at(0, 9, 10).arrives()
    return round_.at(4, 9)


def test_a_single_answer_waits_and_leaves_in_the_company_of_anchors(monkeypatch):
    round_ = single(monkeypatch)
    pooled = round_.pooled()
    assert {one.seen for one in pooled} == {one.posted for one in pooled} == {FRIDAY}
    assert sorted(Assignment.objects.values_list("item__kind", flat=True)) == ["answer"] * 2 + ["seeded"] * 2
    assert len({one.reviewer for one in pooled}) == 4
    assert learned(round_) == set()
    assert not Event.objects.filter(kind="left_alone").exists()


def test_it_shows_its_pair_where_nothing_waits(monkeypatch, unmended):
    round_ = single(monkeypatch)
    assert {one.seen for one in round_.pooled()} == {TUESDAY}
    assert learned(round_) == pairs() != set()


@pytest.mark.parametrize("given", [{"seeded": False}, {"reviewers": 2}], ids=["no anchors", "nobody else"])
def test_without_company_it_leaves_alone_and_the_trail_says_so(monkeypatch, given):
    round_ = single(monkeypatch, **given)
    assert {one.seen for one in round_.pooled()} == {FRIDAY}
    assert list(Item.objects.get().events.filter(kind="left_alone").values_list("detail", flat=True)) == [
        "2030-03-08T08:00Z"
    ]


def test_three_answers_leave_at_the_next_moment(monkeypatch):
    round_ = Simulated(monkeypatch, seeded=False)
    round_.at(0, 9, 10).arrives()
    round_.at(1, 10).arrives()
    round_.at(1, 22).arrives()
    round_.at(2, 8, 5)
    assert {one.seen for one in round_.pooled()} == {TUESDAY + timedelta(days=1)}
    assert learned(round_) == set()
    facts = Assignment.objects.values_list("answer_by", "due").distinct()
    assert len(facts) == 1


def three(monkeypatch) -> tuple[Simulated, Item]:
    """Three answers that have left on Tuesday; the first of them."""
    round_ = Simulated(monkeypatch)
    round_.round.anchor_every = 1_000_000
    round_.round.save()
    first = round_.at(0, 9).arrives()
    round_.arrives(), round_.arrives()
    return round_.at(1, 9), first


def replaced(monkeypatch) -> Simulated:
    round_, first = three(monkeypatch)
    act(round_, holders(round_, first)[0], decline)
    round_.assign()
    assert first.assignments.count() == 3
    return round_.at(6, 9)


def third(monkeypatch) -> Simulated:
    round_, first = three(monkeypatch)
    for one, points in zip(holders(round_, first), (3, 0), strict=True):
        round_.at(1, 10 + points)
        act(round_, one, lambda assignment, points=points: reviews.score(assignment, points))
    round_.assign()
    assert first.assignments.filter(slot=3).exists()
    return round_.at(6, 9)


@pytest.mark.parametrize("play", [replaced, third])
def test_who_is_asked_later_is_offered_it_among_others(monkeypatch, play):
    round_ = play(monkeypatch)
    later = [one for one in round_.pooled() if one.seen > TUESDAY]
    assert len({one.reviewer for one in later}) == len(later) == 3
    assert learned(round_) == set()


@pytest.mark.parametrize("play", [replaced, third])
def test_who_is_asked_later_is_known_where_nothing_waits(monkeypatch, unmended, play):
    assert learned(play(monkeypatch))


def test_a_withdrawn_answer_ends_for_each_at_a_time_of_its_own_and_anchors_with_it(monkeypatch):
    round_ = single(monkeypatch)
    item = Item.objects.get()
    round_.at(4, 15)
    withdraw(item_id=item.pk, reason="candidate")
    round_.at(4, 16)
    assert round_.gone == {}
    round_.at(9, 9)
    assert set(round_.gone) == set(Assignment.objects.values_list("code", flat=True))
    assert len(set(round_.gone.values())) == 4
    assert learned(round_) == set()
    assert not Assignment.objects.exclude(state="revoked").exists()


def test_it_shows_its_pair_where_it_ends_at_once(monkeypatch, unmended):
    round_ = single(monkeypatch)
    item = Item.objects.get()
    withdraw(item_id=item.pk, reason="candidate")
    round_.at(4, 16)
    assert set(round_.gone) == {code for pair in pairs() for code in pair}
    assert ended(round_) == pairs()


def test_a_reported_answer_ends_at_once_and_anchors_of_others_with_it(monkeypatch):
    round_ = single(monkeypatch)
    one, other = holders(round_, Item.objects.get())
    act(round_, one, report_identity)
    round_.at(4, 9, 5)
    assert other.code in round_.gone
    assert len(round_.gone) == 3
    assert learned(round_) == set()


def test_what_was_handed_in_stays_in_the_history_when_the_other_reports(monkeypatch):
    round_, first = three(monkeypatch)
    one, other = holders(round_, first)
    reviews.score(Assignment.objects.get(pk=one.pk), 2)
    report_identity(assignment=Assignment.objects.get(pk=other.pk))
    round_.at(1, 12)
    assert one.code not in round_.gone
    assert Assignment.objects.get(pk=one.pk).state == "revoked"


def test_what_ends_alone_is_said_in_the_trail(monkeypatch):
    single(monkeypatch, seeded=False)
    item = Item.objects.get()
    withdraw(item_id=item.pk, reason="candidate")
    assert item.events.filter(kind="ended_alone").exists()


def test_an_incident_ends_it_at_once(monkeypatch):
    single(monkeypatch)
    item = Item.objects.get()
    withdraw(item_id=item.pk, reason="incident")
    assert set(item.assignments.values_list("state", flat=True)) == {"revoked"}


def test_work_on_a_withdrawn_answer_counts_for_nothing_and_does_not_stumble(monkeypatch):
    round_ = single(monkeypatch)
    item = Item.objects.get()
    withdraw(item_id=item.pk, reason="error")
    one, other = holders(round_, item)
    reviews.score(one, 3)
    report_identity(assignment=other)
    item.refresh_from_db()
    assert item.state == "withdrawn"
    assert [one.state for one in item.assignments.order_by("slot")] == ["revoked", "revoked"]


def test_one_that_is_withdrawn_before_it_left_takes_the_others_back_into_waiting(monkeypatch):
    round_ = Simulated(monkeypatch, seeded=False)
    first = round_.at(0, 9).arrives()
    round_.arrives(), round_.arrives()
    assert set(Assignment.objects.values_list("offered_at", flat=True)) == {TUESDAY}
    withdraw(item_id=first.pk, reason="candidate")
    round_.at(1, 9)
    assert round_.pooled() == []
    round_.at(4, 9)
    assert {one.seen for one in round_.pooled()} == {FRIDAY}
