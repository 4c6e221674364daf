"""Traps of RQ and django-rq, each found elsewhere by losing work."""

from pathlib import Path

import pytest
from rq import Queue
from rq.serializers import DefaultSerializer, JSONSerializer

from review_queue.work.worker import DurableWorker
from tests.house_code import calls, modules

from .fleet import Fleet, wait_until


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
