"""The database ends a transaction in the middle of applying a plan: all is undone, and it is tried again."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now

from review_queue.assigning.actions.apply_plan import apply_plan
from review_queue.assigning.actions.offer import Grounds
from review_queue.assigning.actions.propose_plan import propose_plan
from review_queue.models import Assignment, Item, Plan, Reviewer, Work
from review_queue.work.running import run_one
from tests.factories import reviews
from tests.review_queue.invariants import breaches
from tests.review_queue.work.fleet import wait_until

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

LONG_S = 180


@pytest.fixture(autouse=True)
def _postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: it knows neither of these errors")


@pytest.fixture
def item() -> Item:
    for _ in range(3):
        reviews.make_reviewer()
    return reviews.clear_item(reviews.make_item())


class Meeting:
    """A thread does something while this one holds locks that it will come to want."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.has_items = threading.Event()
        self.go_on: Callable[[], bool] = lambda: True
        real = Grounds.__init__

        def tell(grounds: Grounds, *given: Any, **named: Any) -> None:
            self.has_items.set()  # its items are locked; next come its reviewers
            wait_until(self.go_on, within=LONG_S)
            real(grounds, *given, **named)

        monkeypatch.setattr(Grounds, "__init__", tell)

    @contextmanager
    def with_(self, act: Callable[[], object], *settings: str) -> Iterator[Future[object]]:
        with ThreadPoolExecutor(1) as pool:
            yield pool.submit(self._in_thread, act, settings)

    @staticmethod
    def _in_thread(act: Callable[[], object], settings: tuple[str, ...]) -> object:
        try:
            run_sql(*settings)
            return act()
        finally:
            connection.close()


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def run_sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    return Meeting(monkeypatch)


def deadlock(meeting: Meeting, act: Callable[[], object], item: Item) -> object:
    """This side has the reviewers and waits for the item; then the other, which has it, wants the reviewers.
    That one is the victim: this one does not look for deadlocks. What `act` returned, or its error."""
    meeting.go_on = somebody_waits
    with meeting.with_(act, "SET deadlock_timeout = '100ms'") as other:
        with transaction.atomic():
            run_sql("SET LOCAL deadlock_timeout = '600s'")
            list(Reviewer.objects.select_for_update().order_by("pk"))
            assert meeting.has_items.wait(LONG_S)
            list(Item.objects.select_for_update().filter(pk=item.pk))
        ended = other.exception(LONG_S) or other.result()
    meeting.go_on = lambda: True
    return ended


def nothing_happened(item: Item) -> None:
    item.refresh_from_db()
    assert (item.state, Assignment.objects.count()) == ("cleared", 0)
    assert breaches(settled=False) == []


def test_a_deadlock_gives_the_work_back_whole_and_it_is_done_at_the_next_try(item, meeting):
    work = Work.objects.get(kind="review_queue.assign")
    assert deadlock(meeting, lambda: run_one(work.pk), item) is True
    work.refresh_from_db()
    assert (work.state, work.attempt) == ("pending", 1)
    assert work.trouble.startswith("OperationalError at ")
    assert not Plan.objects.exists()
    nothing_happened(item)
    Work.objects.filter(pk=work.pk).update(due_at=Now())
    assert run_one(work.pk)
    work.refresh_from_db()
    assert (work.state, Assignment.objects.count()) == ("done", 2)
    assert breaches(settled=False) == []


def test_a_deadlock_leaves_the_plan_of_a_chief_to_be_applied_again(item, meeting):
    plan = propose_plan(scored_in=item.round, pool=item.pool, items=[item])
    assert isinstance(deadlock(meeting, lambda: apply_plan(plan=plan), item), OperationalError)
    plan.refresh_from_db()
    assert plan.state == "proposed"
    nothing_happened(item)
    assert apply_plan(plan=plan).state == "applied"
    assert breaches(settled=False) == []


def test_a_serialization_error_gives_the_work_back_too(item, meeting):
    """A host may run PostgreSQL with stricter isolation: then the loser of a race gets an error instead."""
    work = Work.objects.get(kind="review_queue.assign")
    strict = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE"
    with meeting.with_(lambda: run_one(work.pk), strict) as other:
        with transaction.atomic():
            list(Reviewer.objects.select_for_update().order_by("pk"))
            assert meeting.has_items.wait(LONG_S)
            Reviewer.objects.update(capacity=7)
        assert other.result(LONG_S) is True
    work.refresh_from_db()
    assert (work.state, work.attempt) == ("pending", 1)
    assert work.trouble.startswith("OperationalError at ")
    nothing_happened(item)
    Work.objects.filter(pk=work.pk).update(due_at=Now())
    run_one(work.pk)
    assert Assignment.objects.count() == 2
    assert breaches(settled=False) == []
