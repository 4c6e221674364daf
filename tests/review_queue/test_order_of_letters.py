"""Letters leave in an order that has nothing to do with answers: who pools when mails came learns no pair."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from review_queue.assigning.actions.tell_reviewers import tell_reviewers
from review_queue.models import Assignment, Mail
from review_queue.scoring.actions.expire import expire_late
from review_queue.scoring.actions.remind import remind
from review_queue.work import asking
from review_queue.work.models import work_id
from tests.factories import reviews
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

PAIRS = 24
BY_CHANCE = 8
"""Of 24 pairs, one comes together in an order drawn by lot; so many do once in a million times."""
STAGES = {
    "soon": ("accepted", 1),
    "late": ("accepted", -1),
    "last": ("accepted", -6),
    "answer": ("offered", 9),
}
"""The state, and in how many days it is due."""


@pytest.fixture(scope="module")
def _paired_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with shared(django_db_blocker, make_pairs):
        yield


@pytest.fixture
def pairs(_paired_once: None, db: None) -> None:
    """Made for all tests of the module."""


def make_pairs() -> None:
    """Answers whose two reviewers each have nothing else to score."""
    scored_in = reviews.make_round()
    for _ in range(2 * PAIRS):
        reviews.make_reviewer(capacity=1)
    for _ in range(PAIRS):
        reviews.clear_item(reviews.make_item(scored_in))
    reviews.assign_all()
    Mail.objects.all().delete()


@pytest.fixture
def waked(monkeypatch):
    """Ids of work in the order in which workers are sent for it."""
    found: list[str] = []
    monkeypatch.setattr(asking, "wake", lambda messages: found.extend(one.work_id for one in messages))
    return found


def at(stage: str) -> None:
    """All of them are at this stage."""
    state, days = STAGES[stage]
    over = timezone.now() + timedelta(hours=1)
    Assignment.objects.update(state=state, due=timezone.localdate() + timedelta(days=days), answer_by=over)


def together(addresses: list[str]) -> int:
    """How many pairs come one right after the other."""
    item = dict(Assignment.objects.values_list("reviewer__user__email", "item"))
    assert len(addresses) == 2 * PAIRS
    return sum(item[one] == item[other] for one, other in pairwise(addresses))


def delivered(waked: list[str]) -> list[str]:
    letters = {_work(one): one.to for one in Mail.objects.all()}
    return [letters[pk] for pk in waked if pk in letters]


def _work(letter: Mail) -> str:
    return str(work_id("review_queue.deliver_mail", str(letter.pk)))


@pytest.mark.parametrize("stage", STAGES)
def test_reminders_do_not_leave_pair_by_pair(pairs, waked, stage, django_capture_on_commit_callbacks):
    at(stage)
    with django_capture_on_commit_callbacks(execute=True):
        remind()
    assert {one.event_key.removeprefix("remind:").partition(":")[0] for one in Mail.objects.all()} == {stage}
    assert together(delivered(waked)) < BY_CHANCE


def test_offers_do_not_leave_pair_by_pair(pairs, waked, django_capture_on_commit_callbacks):
    leaves = timezone.now()
    Assignment.objects.update(offered_at=leaves)
    with django_capture_on_commit_callbacks(execute=True):
        tell_reviewers(leaves=leaves)
    assert together(delivered(waked)) < BY_CHANCE


def test_what_expires_does_so_reviewer_by_reviewer(pairs):
    Assignment.objects.update(due=timezone.localdate() - timedelta(days=40), state="accepted")
    expire_late(today=timezone.localdate())
    closed = Assignment.objects.filter(state="expired").order_by("closed_at")
    assert [one.reviewer_id for one in closed] == sorted(one.reviewer_id for one in closed)
