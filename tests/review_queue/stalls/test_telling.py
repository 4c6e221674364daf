"""One letter a day to whoever leads the pool, and none when nothing is new."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue.models import Assignment, Event, Mail, PoolRole, Review
from review_queue.stalls.actions.open_places import let_wait
from review_queue.stalls.actions.tell_chiefs import tell_chiefs
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

from .conftest import at_hour, disputed, long_ago

pytestmark = pytest.mark.django_db


def letters(user) -> list[Mail]:
    return list(Mail.objects.filter(event_key__startswith="stuck:", to=user.email).order_by("created_at"))


@pytest.fixture(autouse=True)
def morning(monkeypatch):
    at_hour(monkeypatch, 9)


def test_an_open_place_is_told_once_it_has_been_open_for_so_long(waiting, leader):
    assert tell_chiefs() == 0
    long_ago(waiting)
    assert tell_chiefs() == 1
    [letter] = letters(leader)
    assert letter.subject == "1 answer of Pool shared does not go by itself"
    assert f"  {waiting.code}: nobody can take an open place, since" in letter.body
    assert "(new)" in letter.body
    assert "/staff/stuck/" in letter.body


def test_one_letter_a_day_and_none_without_news(waiting, leader, monkeypatch):
    long_ago(waiting)
    assert [tell_chiefs(), tell_chiefs()] == [1, 0]
    for day in range(1, 7):
        at_hour(monkeypatch, 9, days=1)
        assert tell_chiefs() == 0, day
    at_hour(monkeypatch, 9, days=1)
    assert tell_chiefs() == 1
    assert "(new)" not in letters(leader)[-1].body


def test_what_comes_after_the_days_letter_is_told_the_next_day(waiting, leader, pool, monkeypatch):
    long_ago(waiting)
    tell_chiefs()
    later = reviews.clear_item(reviews.make_item(waiting.round, pool))
    long_ago(later)
    at_hour(monkeypatch, 15)
    assert tell_chiefs() == 0
    at_hour(monkeypatch, 9, days=1)
    assert tell_chiefs() == 1
    body = letters(leader)[-1].body
    assert body.index(waiting.code) < body.index(later.code) or body.index(later.code)
    assert f"{later.code}: nobody can take an open place" in body
    assert body.count("(new)") == 1


def test_nothing_leaves_before_the_morning(waiting, leader, monkeypatch):
    long_ago(waiting)
    at_hour(monkeypatch, 6)
    assert tell_chiefs() == 0


def test_nothing_is_told_where_everything_moves(pair, leader):
    long_ago(pair[0].item)
    assert tell_chiefs() == 0


def test_a_dispute_without_a_third_is_told_without_a_mark(pool, leader):
    item, pair = disputed(pool)
    long_ago(item)
    tell_chiefs()
    [letter] = letters(leader)
    assert f"{item.code}: the reviews disagree, and nobody can be the third" in letter.body
    for secret in (*(one.code for one in pair), *(one.reviewer.user.email for one in pair), item.ref):
        assert secret not in letter.body


def test_a_draft_of_which_nothing_is_heard_is_told_when_it_is_nearly_due(own, leader):
    today = timezone.localdate()
    Review.objects.filter(assignment=own).update(seen_at=timezone.now() - datetime.timedelta(days=8))
    assert tell_chiefs() == 0
    Assignment.objects.filter(pk=own.pk).update(due=today + datetime.timedelta(days=2))
    assert tell_chiefs() == 1
    [letter] = letters(leader)
    assert f"{own.item.code}: a reviewer gives no sign of life, and it is due" in letter.body
    assert own.code not in letter.body
    assert own.reviewer.user.last_name not in letter.body


def test_who_lets_two_offers_pass_and_whose_account_is_closed_are_counted(pool, leader):
    quiet, gone = reviews.make_reviewer(pool), reviews.make_reviewer(pool)
    for _ in range(2):
        reviews.clear_item(reviews.make_item(pool=pool))
    reviews.assign_all()
    Assignment.objects.filter(reviewer=quiet).update(state="expired", closed_at=timezone.now())
    gone.user.is_active = False
    gone.user.save()
    assert tell_chiefs() == 1
    assert letters(leader)[0].subject == "Pool shared: 2 reviewers cannot be counted on"
    assert quiet.user.email not in letters(leader)[0].body
    assert Event.objects.filter(kind="stuck", item=None).count() == 2


def test_whose_offer_of_ones_own_answer_passed_is_not_told_to_a_chief_reviewer_who_scores_it(pool, leader):
    """It would say who does not score it: in a pool of three that is who does."""
    quiet = reviews.make_reviewer(pool)
    scores = reviews.make_reviewer(pool, user=reviews.make_staff(PoolRole.Role.CHIEF, pool, first_name="Sol"))
    for _ in range(2):
        item = reviews.clear_item(reviews.make_item(pool=pool))
        now = {"due": timezone.localdate(), "offered_at": timezone.now()}
        Assignment.objects.create(item=item, slot=1, reviewer=quiet, state="expired", **now)
    Assignment.objects.create(item=item, slot=2, reviewer=scores, **now)
    assert tell_chiefs() == 1
    assert len(letters(leader)) == 1
    pages = [signed_in(who).get(reverse("review_queue:stuck")) for who in (leader, scores.user)]
    told = ["the last offers were not answered" in one.content.decode().lower() for one in pages]
    assert told == [True, False]


def test_whoever_scores_it_hears_nothing_of_it_though_they_lead_the_pool(pool, leader):
    item, pair = disputed(pool)
    scores = pair[0].reviewer.user
    PoolRole.objects.create(pool=pool, user=scores, role=PoolRole.Role.CHIEF)
    long_ago(item)
    assert tell_chiefs() == 1
    assert letters(scores) == []
    assert len(letters(leader)) == 1


def test_what_is_kept_from_a_chief_makes_no_letter_of_old_things(pool, leader, monkeypatch):
    """A letter without news would tell a chief reviewer who scores that something else has stopped."""
    old = reviews.clear_item(reviews.make_item(pool=pool, requires=["RARE"]))
    scores = reviews.make_staff(PoolRole.Role.CHIEF, pool)
    long_ago(old)
    assert tell_chiefs() == 2
    reviews.make_reviewer(pool, user=scores)
    item, _ = disputed(pool)
    assert item.assignments.filter(reviewer__user=scores).exists()
    long_ago(item)
    at_hour(monkeypatch, 9, days=1)
    assert tell_chiefs() == 1
    assert len(letters(scores)) == 1
    assert item.code in letters(leader)[-1].body


def test_what_may_wait_is_not_told(waiting, leader):
    long_ago(waiting)
    until = timezone.localdate() + datetime.timedelta(days=3)
    let_wait(item=waiting, by=leader, reason="Two come back on Monday.", until=until)
    assert tell_chiefs() == 0


def test_the_days_are_a_setting(waiting, leader, settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "STUCK_AFTER_DAYS": 10}
    long_ago(waiting)
    assert tell_chiefs() == 0
    long_ago(waiting, days=7)
    assert tell_chiefs() == 1


def test_whoever_leads_several_pools_gets_one_letter_for_all_of_them(waiting, leader, pool, monkeypatch):
    """Two pools, two chief reviewers, one of whom leads both."""
    other = reviews.make_pool("west")
    PoolRole.objects.create(pool=other, user=leader, role=PoolRole.Role.CHIEF)
    alone = reviews.make_staff(PoolRole.Role.CHIEF, other, email="west@example.org")
    there = reviews.clear_item(reviews.make_item(pool=other))
    for item in (waiting, there):
        long_ago(item)
    assert [tell_chiefs(), tell_chiefs()] == [2, 0]
    [both], [one] = letters(leader), letters(alone)
    assert both.subject == "2 answers of 2 pools do not go by themselves"
    parts = both.body.split(f"{other.name}\n")
    assert parts[0].index(f"{pool.name}\n") < parts[0].index(waiting.code)
    assert there.code in parts[1]
    assert waiting.code not in parts[1]
    assert (both.body.count("(new)"), one.body.count("(new)")) == (2, 1)
    assert waiting.code not in one.subject + one.body
    assert pool.name not in one.subject + one.body

    later = reviews.clear_item(reviews.make_item(there.round, other))
    long_ago(later)
    at_hour(monkeypatch, 15)
    assert tell_chiefs() == 0
    at_hour(monkeypatch, 9, days=1)
    assert tell_chiefs() == 2
    assert [len(letters(who)) for who in (leader, alone)] == [2, 2]
    assert letters(leader)[-1].body.count("(new)") == 1
    assert waiting.code in letters(leader)[-1].body


def test_reviewers_of_two_pools_on_whom_nobody_can_count_are_in_one_letter(pool, leader):
    other = reviews.make_pool("west")
    PoolRole.objects.create(pool=other, user=leader, role=PoolRole.Role.CHIEF)
    for one in (pool, other):
        gone = reviews.make_reviewer(one).user
        gone.is_active = False
        gone.save()
    assert tell_chiefs() == 1
    [letter] = letters(leader)
    assert letter.subject == "2 pools: 2 reviewers cannot be counted on"
    assert letter.body.count("1 reviewer cannot be counted on") == 2


def test_who_is_in_two_pools_is_counted_once_for_both(pool, leader):
    """As on the page that the letter leads to."""
    other = reviews.make_pool("west")
    PoolRole.objects.create(pool=other, user=leader, role=PoolRole.Role.CHIEF)
    gone = reviews.make_reviewer(pool)
    gone.pools.add(other)
    gone.user.is_active = False
    gone.user.save()
    assert tell_chiefs() == 1
    [letter] = letters(leader)
    assert letter.subject == "2 pools: 1 reviewer cannot be counted on"
    assert letter.body.count("1 reviewer cannot be counted on") == 2


def test_the_subject_counts_the_pools_in_which_answers_have_stopped(waiting, leader, pool):
    other = reviews.make_pool("west")
    PoolRole.objects.create(pool=other, user=leader, role=PoolRole.Role.CHIEF)
    gone = reviews.make_reviewer(other).user
    gone.is_active = False
    gone.save()
    long_ago(waiting)
    assert tell_chiefs() == 1
    [letter] = letters(leader)
    assert letter.subject == f"1 answer of {pool.name} does not go by itself"
    assert f"{other.name}\n\n1 reviewer cannot be counted on" in letter.body


def test_a_letter_that_is_not_written_takes_no_news_away(waiting, leader, monkeypatch):
    """It is noted that the answer has stopped; whoever could not be written to hears of it afterwards."""
    long_ago(waiting)

    def fails(*args):
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr("review_queue.stalls.actions.tell_chiefs.stuck_letter", fails)
        with pytest.raises(OSError):
            tell_chiefs()
    assert Event.objects.filter(kind="stuck").count() == 1
    assert tell_chiefs() == 1
    assert "(new)" in letters(leader)[0].body
