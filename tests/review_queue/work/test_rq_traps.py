"""Traps of RQ and django-rq, each found by somebody who lost work: each shown, and shown to be closed here.

Everything is real: a Valkey, workers in processes of their own, messages as they lie in the broker.
"""

import json
import signal
import subprocess
import sys
import time
import zlib
from datetime import timedelta
from pathlib import Path

import django_rq
import pytest
from django.db import transaction
from pytest_django import Settings
from redis import Redis
from rq import Queue, Worker
from rq.cron import CronScheduler
from rq.exceptions import DeserializationError, DuplicateJobError
from rq.intermediate_queue import IntermediateQueue
from rq.job import Job
from rq.registry import ScheduledJobRegistry
from rq.serializers import DefaultSerializer, JSONSerializer

from review_queue.work.asking import ask
from review_queue.work.broker import ENTRY
from review_queue.work.models import Work
from review_queue.work.worker import DurableWorker
from tests.broker import Valkey
from tests.house_code import calls, modules
from tests.review_queue.work.conftest import Register
from tests.review_queue.work.fleet import Fleet, kill, wait_until

A_YEAR_S = 365 * 24 * 3600
POP_AND_DIE = """
import os, signal, sys
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
connection = Redis.from_url(sys.argv[1])
queues = [Queue(name, connection=connection, serializer=JSONSerializer) for name in sys.argv[2:]]
assert Queue.dequeue_any(queues, None, connection=connection, serializer=JSONSerializer)
os.kill(os.getpid(), signal.SIGKILL)
"""


def pop_and_die(server: Valkey, *queues: str) -> None:
    """A worker of these queues that is killed when it has taken a message and not begun it."""
    died = subprocess.run([sys.executable, "-c", POP_AND_DIE, server.url, *queues], check=False)
    assert died.returncode == -signal.SIGKILL


def waiting(connection: Redis) -> int:
    return Queue("default", connection=connection, serializer=JSONSerializer).count


@pytest.mark.faults
def test_trap_a_worker_on_two_queues_dies_between_pop_and_start(fleet: Fleet) -> None:
    """From one queue RQ moves a message in one step; from two it takes it out, and a death then loses it:
    its status is "queued" for ever, and it is in no list. Our worker has one queue, and the row is swept."""
    with fleet.server.client() as connection:
        queue = Queue("default", connection=connection, serializer=JSONSerializer)
        underway = IntermediateQueue(queue.key, connection)
        kept = queue.enqueue("time.sleep", 0)
        pop_and_die(fleet.server, "default")
        assert underway.get_job_ids() == [kept.id]
        connection.flushall()
        lost = queue.enqueue("time.sleep", 0)
        pop_and_die(fleet.server, "default", "other")
        assert (queue.job_ids, underway.get_job_ids(), lost.get_status()) == ([], [], "queued")

    fleet.order("ask", kind="ledger.write", keys=["1"])
    pop_and_die(fleet.server, "default", "other")
    fleet.worker()
    fleet.clock()
    wait_until(fleet.done(1))
    assert fleet.order("marks") == {"1": 1}


@pytest.mark.faults
def test_trap_unique_blocks_a_failed_message_for_a_year(fleet: Fleet) -> None:
    """`unique=True` refuses an id for as long as the failed message is kept: 365 days. Our messages are
    forgotten after a minute and never unique; what keeps work single is its row."""
    fleet.worker()
    with fleet.server.client() as connection:
        queue = Queue("default", connection=connection, serializer=JSONSerializer)
        once = {"job_id": "once", "unique": True}
        failed = queue.enqueue("os.rmdir", "/nowhere", **once)
        wait_until(lambda: failed.get_status(refresh=True) == "failed")
        with pytest.raises(DuplicateJobError):
            queue.enqueue("os.rmdir", "/nowhere", **once)
        assert connection.ttl(failed.key) > 0.99 * A_YEAR_S

    fleet.order("ask", kind="ledger.fail", keys=["1"])
    wait_until(lambda: fleet.order("row", kind="ledger.fail", key="1")["trouble"] != "")
    fleet.order("pauses_end")
    assert fleet.order("sweep") == 1
    wait_until(lambda: fleet.order("states") == {"dead": 1})
    assert fleet.order("row", kind="ledger.fail", key="1")["attempt"] == 2


@pytest.mark.django_db(transaction=True)
def test_trap_enqueue_in_and_enqueue_at_do_not_wait_for_the_commit(
    server: Valkey, settings: Settings, register: Register
) -> None:
    """django-rq 4.2 holds `enqueue` back until the commit, and those two not: after a rollback they run
    all the same. A delayed piece of our work is a row, so it is rolled back."""
    settings.RQ_QUEUES = {"default": {"URL": server.url}}
    settings.RQ = {"COMMIT_MODE": "on_db_commit"}
    register("a.kind")
    with server.client() as connection:
        queue = django_rq.get_queue("default", connection=connection)
        with transaction.atomic():
            queue.enqueue("time.sleep", 0)
            queue.enqueue_in(timedelta(hours=1), "time.sleep", 0)
            ask("a.kind", "1", delay=timedelta(hours=1))
            transaction.set_rollback(True)
        assert queue.count == 0
        assert len(ScheduledJobRegistry(queue=queue)) == 1
    assert not Work.objects.exists()


def test_trap_the_cron_of_rq_pickles_although_the_worker_reads_json(server: Valkey) -> None:
    """It makes its queue without a serializer: a worker that reads JSON cannot do what it sends, and one
    that can would also obey a stranger's pickle. Our clock is no part of RQ."""
    with server.client() as connection:
        cron = CronScheduler(connection)
        sent = cron.register(time.sleep, "default", args=(0,), interval=60).enqueue(connection)
        data = zlib.decompress(connection.hget(sent.key, "data"))
        assert data.startswith(b"\x80"), "this is a pickle"
        with pytest.raises(DeserializationError):
            _ = Job.fetch(sent.id, connection=connection, serializer=JSONSerializer).func_name


@pytest.mark.faults
@pytest.mark.postgres
def test_trap_a_killed_worker_is_noticed_after_a_minute_and_a_half(fleet: Fleet) -> None:
    """RQ waits for a heartbeat's 90 s, and then for another worker's maintenance, once in ten minutes. Ours
    wait for the lease of that one kind of work (4 s here), in the database."""
    with fleet.server.client() as connection:
        queue = Queue("other", connection=connection, serializer=JSONSerializer)
        stock = Worker([queue], connection=connection)
        assert stock.get_heartbeat_ttl(queue.enqueue("time.sleep", 0)) == 90
        assert stock.maintenance_interval == 600

    doomed = fleet.worker(LEDGER_PAUSE="3600")
    fleet.order("ask", kind="ledger.write", keys=["1"])
    wait_until(lambda: fleet.order("states") == {"running": 1})
    kill(doomed)
    fleet.worker()
    fleet.clock()
    wait_until(fleet.done(1))
    left = fleet.order("row", kind="ledger.write", key="1")
    assert (left["attempt"], fleet.order("marks")) == (2, {"1": 1})


@pytest.mark.faults
def test_trap_a_broker_that_restarts_without_persistence_is_empty(fleet: Fleet) -> None:
    """Nothing that RQ holds is left. One pass of the sweeper writes every message anew from the rows."""
    fleet.order("ask", kind="ledger.write", keys=["1", "2", "3"])
    with fleet.server.client() as connection:
        assert waiting(connection) == 3
    fleet.server.stop()
    fleet.server.start()
    with fleet.server.client() as connection:
        assert connection.dbsize() == 0
        woken = 0

        def refilled() -> bool:
            nonlocal woken
            woken += fleet.order("sweep")
            return woken == 3

        wait_until(refilled)
        assert waiting(connection) == 3


def test_nobody_uses_what_waits_for_no_commit_or_blocks_for_a_year() -> None:
    """enqueue_at and enqueue_in ignore commits, RQ's cron pickles, unique=True blocks for a year."""
    found = calls("enqueue_at", "enqueue_in", "enqueue", "enqueue_call", "CronScheduler", "get_scheduler")
    assert [place for place, _ in found] == []
    unique = [
        place
        for place, call in calls("prepare_data", "enqueue_many")
        if any(keyword.arg in {"unique", "retry", "repeat"} for keyword in call.keywords)
    ]
    assert unique == []


def test_no_process_clock_decides_about_work() -> None:
    """Leases and due times come from the database: a worker with a wrong clock takes nothing early."""
    clocks = [
        place
        for place, call in calls("now", "utcnow", "time", "today")
        if place.startswith("review_queue/work/")
    ]
    assert clocks == []
    assert any(str(path) == "review_queue/work/claims.py" for path, _ in modules())


def test_a_worker_reads_one_queue_and_json(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    """RQ takes a message from one queue atomically; from two, a death in between loses it without a trace."""
    monkeypatch.setattr("review_queue.work.broker.get_connection", lambda name: fleet.server.client())
    worker = DurableWorker()
    assert worker.queue_names() == ["default"]
    assert worker.serializer is JSONSerializer


@pytest.mark.faults
def test_workers_that_run_have_one_queue_each_and_messages_are_ids_in_json(fleet: Fleet) -> None:
    """Looked at where a stranger with the broker's password would look."""
    fleet.order("ask", kind="ledger.write", keys=["1", "2"])
    ids = set(fleet.order("ids"))
    with fleet.server.client() as connection:
        messages = [connection.hgetall(key) for key in connection.keys("rq:job:*")]
        sent = [json.loads(zlib.decompress(message[b"data"])) for message in messages]
        assert {function for function, *_ in sent} == {ENTRY}
        assert {tuple(arguments) for _, _, arguments, _ in sent} == {(one,) for one in ids}
        for _ in range(2):
            fleet.worker()
        wait_until(fleet.done(2))
        wait_until(lambda: len(connection.keys("rq:worker:*")) == 2)
        workers = connection.keys("rq:worker:*")
        assert [connection.hget(key, "queues") for key in workers] == [b"default", b"default"]


@pytest.mark.faults
def test_a_pickled_message_is_not_obeyed(fleet: Fleet, tmp_path: Path) -> None:
    bait = tmp_path / "bait"
    with fleet.server.client() as connection:
        pickled = Queue("default", connection=connection, serializer=DefaultSerializer)
        message = pickled.enqueue("os.mkdir", str(bait))
        fleet.worker()
        wait_until(lambda: message.get_status(refresh=True) == "failed")
    fleet.order("ask", kind="ledger.write", keys=["1"])
    wait_until(fleet.done(1))
    assert not bait.exists()
