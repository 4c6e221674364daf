import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from review_queue.work import broker
from review_queue.work.asking import ask
from review_queue.work.claims import take
from review_queue.work.models import Work, work_id
from review_queue.work.sweeping import A_PASS, Swept, sweep
from tests.review_queue.work.conftest import Register

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def backlog(monkeypatch: pytest.MonkeyPatch, wakes: list[broker.Wake]) -> list[int | None]:
    """How many messages the broker says it holds: the last entry."""
    held: list[int | None] = [0]
    monkeypatch.setattr(broker, "waiting", lambda: held[-1])
    return held


def owe(number: int, *, woken_ago: timedelta = timedelta(seconds=5)) -> None:
    for key in range(number):
        ask("a.kind", str(key))
    Work.objects.update(woken_at=Now() - woken_ago)


def expire(attempts: int = 1) -> None:
    for _ in range(attempts):
        assert take(work_id("a.kind", "0")) is not None
        Work.objects.update(lease_until=Now() - timedelta(seconds=1))


def test_an_empty_broker_has_lost_everything_so_one_pass_wakes_all(
    register: Register, backlog: list[int | None], wakes: list[broker.Wake]
) -> None:
    register("a.kind")
    owe(A_PASS + 50)
    assert sweep() == Swept(expired=0, dead=0, woken=A_PASS + 50, broker=True)
    assert len({wake.work_id for wake in wakes}) == A_PASS + 50


def test_a_row_that_a_worker_may_just_be_picking_up_is_left_for_a_second(
    register: Register, backlog: list[int | None]
) -> None:
    register("a.kind")
    owe(1, woken_ago=timedelta(milliseconds=100))
    assert sweep().woken == 0


@pytest.mark.parametrize(
    ("held", "woken_ago", "expected"),
    [
        (1, timedelta(seconds=7), 0),
        (1, timedelta(seconds=9), A_PASS),
        (300, timedelta(seconds=9), 0),
        (300, timedelta(minutes=9), 0),
        (300, timedelta(minutes=11), A_PASS),
    ],
)
def test_a_row_is_woken_again_at_most_every_8_seconds_and_seldom_in_a_backlog(
    register: Register,
    backlog: list[int | None],
    held: int,
    woken_ago: timedelta,
    expected: int,
) -> None:
    register("a.kind")
    owe(300, woken_ago=woken_ago)
    backlog.append(held)
    assert sweep().woken == expected


def test_a_second_sweeper_at_once_wakes_nothing_again(
    register: Register, backlog: list[int | None], wakes: list[broker.Wake]
) -> None:
    register("a.kind")
    owe(3)
    assert [sweep().woken, sweep().woken] == [3, 0]
    assert len(wakes) == 3


def test_a_message_carries_the_attempt_in_its_own_id_and_the_lease(
    register: Register, backlog: list[int | None], wakes: list[broker.Wake]
) -> None:
    register("a.kind", lease=60)
    owe(1)
    expire()
    sweep()
    assert wakes == [broker.Wake(str(work_id("a.kind", "0")), 1, timedelta(seconds=60))]


def test_an_expired_lease_goes_back_to_waiting(register: Register, backlog: list[int | None]) -> None:
    register("a.kind")
    owe(1)
    expire()
    assert sweep() == Swept(expired=1, dead=0, woken=1, broker=True)
    row = Work.objects.get()
    assert (row.state, row.lease_until, row.attempt) == ("pending", None, 1)


def test_after_the_last_attempt_it_is_given_up_aloud(
    register: Register, backlog: list[int | None], caplog: pytest.LogCaptureFixture
) -> None:
    register("a.kind", attempts=2)
    owe(1)
    expire(attempts=2)
    with caplog.at_level(logging.ERROR):
        assert sweep() == Swept(expired=0, dead=1, woken=0, broker=True)
    assert Work.objects.get().state == "dead"
    assert "1 pieces of background work have been given up." in caplog.text


def test_work_that_is_being_done_is_left_alone(register: Register, backlog: list[int | None]) -> None:
    register("a.kind")
    owe(1)
    take(work_id("a.kind", "0"))
    assert sweep() == Swept(expired=0, dead=0, woken=0, broker=True)


def test_without_a_broker_the_rows_are_not_marked_as_woken(
    register: Register, backlog: list[int | None], wakes: list[broker.Wake]
) -> None:
    register("a.kind")
    owe(2)
    backlog.append(None)
    assert sweep() == Swept(expired=0, dead=0, woken=0, broker=False)
    backlog.append(0)
    assert sweep().woken == 2


def test_a_pass_costs_the_same_for_1_row_and_for_60(register: Register, backlog: list[int | None]) -> None:
    register("a.kind")
    counts = []
    for number in (1, 60):
        owe(number)
        with CaptureQueriesContext(connection) as queries:
            sweep()
        counts.append(len([q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert counts == [4, 4]


def test_an_idle_pass_writes_nothing(register: Register, backlog: list[int | None]) -> None:
    register("a.kind")
    with CaptureQueriesContext(connection) as queries:
        sweep()
    assert [query["sql"].split()[0] for query in queries] == ["SELECT", "SELECT"]
