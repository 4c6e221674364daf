"""A whole round on the running demo while its processes are killed and its broker is emptied."""

import email
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path

import psutil
import pytest
from redis import Redis
from redis.exceptions import RedisError

from association.demo import record
from tests.database import copy_sqlite
from tests.running_demo import Demo, until

pytestmark = pytest.mark.faults

# Each fault comes early once, in however short a round, and then seldom enough for a slow one to get on.
FIRST_PAUSE_S = 2
PAUSE_S = 6
LONGEST_S = 1_200
MAIL = (
    "SELECT sent_at FROM (SELECT sent_at FROM endorsement_plugin_mail "
    "UNION ALL SELECT sent_at FROM review_queue_mail)"
)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    copy_sqlite(tmp_path / "db.sqlite3")
    made = Demo(tmp_path)
    assert made.manage("load_demo", output=tmp_path / "loading.txt").wait(600) == 0
    made.start()
    yield made
    made.stop()


def kill(name: str) -> Callable[[Demo], None]:
    def fault(demo: Demo) -> None:
        for one in demo.children():
            if name in " ".join(command_of(one)):
                os.kill(one, signal.SIGKILL)
                return

    return fault


def empty_the_broker(demo: Demo) -> None:
    run = record.read(demo.data_dir)
    assert run is not None
    try:
        Redis.from_url(run.broker_url).flushall()
    except (RedisError, OSError):
        return  # it has just been killed


def command_of(pid: int) -> list[str]:
    try:
        return psutil.Process(pid).cmdline()
    except psutil.Error:
        return []


FAULTS = (kill("manage.py work"), empty_the_broker, kill("valkey-server"), kill("manage.py reconcile"))


def test_a_round_is_played_to_its_end_under_kills_and_with_the_broker_emptied(demo: Demo):
    output = demo.data_dir / "rehearsal.txt"
    suffered = torment(demo, demo.manage("rehearse", "--applicants", "2", output=output))
    assert "All 2 were decided." in output.read_text(), output.read_text()
    assert suffered >= len(FAULTS)
    assert until(lambda: not query(demo, "SELECT id FROM review_queue_work WHERE state != 'done'"), 600)
    assert query(demo, f"{MAIL} WHERE sent_at IS NULL") == []
    assert distinct_message_ids(demo) == len(query(demo, MAIL))


def torment(demo: Demo, playing: subprocess.Popen[bytes]) -> int:
    """One fault after the other until the round is over; how many there were."""
    deadline = time.monotonic() + LONGEST_S
    for number, fault in enumerate(cycle(FAULTS)):
        if playing.poll() is not None:
            return number
        assert time.monotonic() < deadline, "the round did not come to an end"
        fault(demo)
        time.sleep(FIRST_PAUSE_S if number < len(FAULTS) else PAUSE_S)
    raise AssertionError


def distinct_message_ids(demo: Demo) -> int:
    """A message may have gone out twice, but then under one Message-ID."""
    sent: set[str] = set()
    for file in (demo.data_dir / "mail").iterdir():
        for text in file.read_text().split("-" * 79):
            message_id = email.message_from_string(text.strip())["Message-ID"]
            sent |= {message_id} if message_id else set()
    return len(sent)


def query(demo: Demo, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(demo.data_dir / "db.sqlite3", timeout=120)) as database:
        return database.execute(sql).fetchall()
