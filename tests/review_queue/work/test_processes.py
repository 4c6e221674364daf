"""One worker, one clock, one broker: each dies, and what must follow follows."""

import os
import signal
from pathlib import Path

import pytest
from rq import Queue
from rq.serializers import JSONSerializer
from rq.worker_registration import get_keys

from tests.review_queue.work.fleet import Fleet, alive, kill, wait_until
from tests.review_queue.work.ledger_database import LedgerDatabase

pytestmark = [pytest.mark.faults, pytest.mark.postgres]


# Far less than what a process would take that does not stop: the work lasts ten minutes, its lease 90 s.
AT_ONCE_S = 45


def hanging_horse(fleet: Fleet) -> int:
    """Have a worker begin something endless; the process id of its horse."""
    fleet.order("ask", kind="ledger.hang", keys=["1"])
    wait_until(lambda: fleet.trace.exists() and fleet.trace.read_text() != "")
    return int(fleet.trace.read_text())


def test_a_message_is_enough_for_a_worker_without_a_clock(fleet: Fleet) -> None:
    fleet.worker()
    fleet.order("ask", kind="ledger.write", keys=["1", "2", "3"])
    wait_until(fleet.done(3))
    assert fleet.order("marks") == {"1": 1, "2": 1, "3": 1}


def test_a_killed_worker_takes_its_horse_along(fleet: Fleet) -> None:
    worker = fleet.worker()
    horse = hanging_horse(fleet)
    assert os.getpgid(horse) != worker.pid, "killing the group would not be enough"
    kill(worker)
    wait_until(lambda: not alive(horse))


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_stops_at_once_and_frees_its_work(fleet: Fleet, stop: signal.Signals) -> None:
    worker = fleet.worker()
    horse = hanging_horse(fleet)
    worker.send_signal(stop)
    assert worker.wait(timeout=AT_ONCE_S) == 0
    assert not alive(horse)
    freed = {"state": "pending", "attempt": 1, "spent": 0, "trouble": ""}
    assert fleet.order("row", kind="ledger.hang", key="1") == freed


def test_an_idle_worker_stops_at_once(fleet: Fleet) -> None:
    worker = fleet.worker()
    fleet.order("ask", kind="ledger.write", keys=["1"])
    wait_until(fleet.done(1))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=AT_ONCE_S) == 0


def test_a_worker_without_a_broker_stops_at_once_too(fleet: Fleet) -> None:
    worker = fleet.worker()
    fleet.order("ask", kind="ledger.write", keys=["1"])
    wait_until(fleet.done(1))
    fleet.server.stop()
    wait_until(lambda: "could not connect" in fleet.words())
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=AT_ONCE_S) == 0


@pytest.mark.parametrize("loses", ["flush", "restart", "registry alone"])
def test_a_worker_that_the_broker_forgot_is_counted_again(fleet: Fleet, loses: str) -> None:
    """RQ's worker names its queue only when it starts; the operator then reads "No workers running"."""
    fleet.worker()
    fleet.order("ask", kind="ledger.write", keys=["1"])
    wait_until(fleet.done(1))
    wait_until(lambda: counted(fleet) == 1)
    if loses == "restart":
        fleet.server.stop()
        fleet.server.start()
    with fleet.server.client() as connection:
        if loses == "flush":
            connection.flushall()
        # Its next heartbeat may come at once, so what is left is read in the same breath.
        forgetting = connection.pipeline()
        forgetting.delete("rq:workers", "rq:workers:default")
        forgetting.exists("rq:workers", "rq:workers:default")
        assert forgetting.execute()[-1] == 0
    wait_until(lambda: counted(fleet) == 1)
    fleet.order("ask", kind="ledger.write", keys=["2"])
    wait_until(fleet.done(2))


def counted(fleet: Fleet) -> int:
    """As *Operations* counts workers."""
    with fleet.server.client() as connection:
        keys = get_keys(Queue("default", connection=connection, serializer=JSONSerializer))
        return int(connection.exists(*keys)) if keys else 0


def test_a_killed_horse_is_noticed_at_once_and_its_work_freed(fleet: Fleet) -> None:
    """RQ alone notices after some 88 seconds, and then calls the work failed."""
    fleet.worker()
    os.kill(hanging_horse(fleet), signal.SIGKILL)
    wait_until(
        lambda: fleet.order("row", kind="ledger.hang", key="1")["state"] == "pending", within=AT_ONCE_S
    )
    left = fleet.order("row", kind="ledger.hang", key="1")
    assert (left["spent"], left["trouble"]) == (1, "The process that did it was killed")


def test_work_that_outlives_its_lease_is_stopped_and_given_up(fleet: Fleet) -> None:
    fleet.worker()
    fleet.order("ask", kind="ledger.overrun", keys=["1"])
    wait_until(lambda: fleet.order("states") == {"dead": 1})
    trouble = fleet.order("row", kind="ledger.overrun", key="1")["trouble"]
    assert trouble.startswith("JobTimeoutException")


def test_the_words_of_an_error_reach_no_log_and_no_row(fleet: Fleet) -> None:
    fleet.worker()
    fleet.order("ask", kind="ledger.fail", keys=["1"])
    wait_until(lambda: fleet.order("row", kind="ledger.fail", key="1")["trouble"] != "")
    assert "ValueError at fail:" in fleet.words()
    assert "Placeholder" not in fleet.words() + str(fleet.order("row", kind="ledger.fail", key="1"))


def test_the_same_work_delivered_ten_times_is_done_once(fleet: Fleet) -> None:
    fleet.order("ask", kind="ledger.write", keys=["1"])
    fleet.order("deliver", kind="ledger.write", key="1", times=10, same_message=False)
    fleet.order("deliver", kind="ledger.write", key="1", times=10, same_message=True)
    for _ in range(2):
        fleet.worker()
    wait_until(fleet.done(1))
    fleet.order("ask", kind="ledger.write", keys=["last"])
    wait_until(fleet.done(2))
    assert fleet.order("marks") == {"1": 1, "last": 1}
    assert fleet.order("attempts") == 2


def test_with_the_broker_stopped_asking_succeeds_and_the_work_is_done_when_it_returns(fleet: Fleet) -> None:
    worker, clock = fleet.worker(), fleet.clock()
    fleet.order("ask", kind="ledger.write", keys=["before"])
    wait_until(fleet.done(1))
    fleet.server.stop()
    fleet.order("ask", kind="ledger.write", keys=["1", "2", "3"])
    assert fleet.order("states") == {"done": 1, "pending": 3}
    fleet.server.start()
    wait_until(fleet.done(4))
    assert fleet.order("marks") == {"before": 1, "1": 1, "2": 1, "3": 1}
    assert (worker.poll(), clock.poll()) == (None, None), "both outlived the broker"


def test_a_broker_that_stops_in_the_middle_of_a_job_does_not_stop_the_job(fleet: Fleet) -> None:
    worker = fleet.worker(LEDGER_PAUSE="3")
    fleet.order("ask", kind="ledger.write", keys=["1"])
    wait_until(lambda: fleet.order("states") == {"running": 1})
    fleet.server.stop()
    wait_until(fleet.done(1))
    fleet.server.start()
    fleet.order("ask", kind="ledger.write", keys=["2"])
    fleet.clock()
    wait_until(fleet.done(2))
    assert fleet.order("marks") == {"1": 1, "2": 1}
    assert worker.poll() is None


def test_a_flushed_broker_is_refilled_by_one_pass(fleet: Fleet) -> None:
    fleet.order("ask", kind="ledger.write", keys=[str(number) for number in range(250)])
    with fleet.server.client() as connection:
        connection.flushall()
    fleet.order("wakes_age")
    assert fleet.order("sweep") == 250
    with fleet.server.client() as connection:
        assert connection.llen("rq:queue:default") == 250


def test_a_worker_started_before_the_broker_waits_for_it(fleet: Fleet) -> None:
    fleet.server.stop()
    worker = fleet.worker()
    wait_until(lambda: "Waiting for the broker." in fleet.words())
    fleet.server.start()
    fleet.order("ask", kind="ledger.write", keys=["1"])
    fleet.clock()
    wait_until(fleet.done(1))
    assert worker.poll() is None


def test_two_clocks_at_once_are_harmless(fleet: Fleet) -> None:
    fleet.clock()
    fleet.clock()
    fleet.worker()
    fleet.order("ask", kind="ledger.write", keys=[str(number) for number in range(30)], delay=0.5)
    wait_until(fleet.done(30))
    assert set(fleet.order("marks").values()) == {1}
    assert fleet.order("attempts") == 30
    assert fleet.order("ticks") == 1


def test_without_broker_and_worker_the_clock_can_do_the_work_itself(fleet: Fleet) -> None:
    fleet.server.stop()
    fleet.order("ask", kind="ledger.write", keys=["1", "2"])
    clock = fleet.clock("--inline")
    wait_until(fleet.done(2))
    clock.send_signal(signal.SIGTERM)
    assert clock.wait(timeout=AT_ONCE_S) == 0


def test_worker_and_clock_outlive_trouble_with_the_database(
    fleet: Fleet, ledger_database: LedgerDatabase
) -> None:
    worker, clock = fleet.worker(), fleet.clock()
    fleet.order("ask", kind="ledger.write", keys=["before"])
    wait_until(fleet.done(1))
    with ledger_database.trouble(fleet.database):
        wait_until(lambda: "This pass failed (OperationalError)" in fleet.words())
    fleet.order("ask", kind="ledger.write", keys=["after"])
    wait_until(fleet.done(2))
    assert (worker.poll(), clock.poll()) == (None, None)


def test_one_pass_says_what_it_did(fleet: Fleet) -> None:
    fleet.order("ask", kind="ledger.write", keys=["1"], delay=0)
    assert fleet.start("reconcile").wait(timeout=180) == 0
    assert fleet.words() == "Woken 1, taken back 0, given up 0.\n"
    fleet.server.stop()
    assert fleet.start("reconcile").wait(timeout=180) == 0
    assert fleet.words().endswith("Woken 0, taken back 0, given up 0. The broker does not answer.\n")


def test_mail_is_sent_and_its_duplicates_carry_one_message_id(fleet: Fleet) -> None:
    """Killed between the mail server and the database, again and again."""
    letters = fleet.order("post", number=4)
    fleet.clock()
    fleet.worker(REVIEW_QUEUE_FAULT="after-effect:2")
    wait_until(fleet.done(4))
    sent = [word for path in Path(fleet.mail).iterdir() for word in message_ids(path)]
    assert len(set(sent)) == len(letters)
    assert len(sent) > len(letters), "a kill after the sending must show as a duplicate"


def message_ids(path: Path) -> list[str]:
    lines = path.read_text().splitlines()
    return [line.partition(": ")[2] for line in lines if line.startswith("Message-ID")]
