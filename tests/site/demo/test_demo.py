"""`make demo` with real processes: each may be killed, and nothing is left behind."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest

from association.demo import record
from association.demo.lifeline import HOLDER, bound
from association.demo.supervision import answers, wait_for_web
from tests.database import copy_sqlite
from tests.running_demo import Demo, free_port, until

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One demo for all tests: a start takes longer than most of them."""
    made = new_demo(tmp_path_factory.mktemp("demo"))
    yield made
    if made.process is not None and not made.ended:
        made.process.kill()
        made.process.wait()
    for one in made.alive():
        one.kill()


@pytest.fixture
def demo(only: Demo) -> Demo:
    """It runs, whatever the test before did to it."""
    if only.process is None or only.ended:
        only.start()
    return only


def new_demo(folder: Path) -> Demo:
    copy_sqlite(folder / "db.sqlite3")
    return Demo(folder)


def is_gone(demo: Demo) -> bool:
    return until(lambda: demo.ended and not demo.alive(), 60)


def test_it_starts_stops_and_starts_again_with_its_data(demo: Demo):
    assert answers(demo.port)
    assert oct((demo.data_dir / "run").stat().st_mode)[-3:] == "700"
    demo.stop()
    assert is_gone(demo), demo.alive()
    assert record.read(demo.data_dir) is None
    query(demo, "UPDATE wagtailcore_site SET site_name = 'Kept'")
    demo.start()
    assert "Kept" in demo.said


class SlowToStart:
    """A supervisor whose web server begins to answer only after so many questions about it, if ever."""

    def __init__(self, port: int, *, answers_after: int, ends_after: int = 1000) -> None:
        self.port, self.answers_after, self.ends_after = port, answers_after, ends_after
        self.asked = 0
        self.server: ThreadingHTTPServer | None = None

    @property
    def alive(self) -> bool:
        return self.asked < self.ends_after

    def state(self, name: str) -> str:
        self.asked += 1
        if self.asked == self.answers_after:
            self.server = ThreadingHTTPServer(("127.0.0.1", self.port), SimpleHTTPRequestHandler)
            threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"asked about {name}"


def test_a_slow_web_server_is_waited_for_and_the_wait_is_told():
    said: list[str] = []
    slow = SlowToStart(free_port(), answers_after=3)
    assert wait_for_web(slow, slow.port, said.append, every_s=0.1)
    assert slow.server is not None
    slow.server.shutdown()
    slow.server.server_close()
    assert len(said) == 3
    assert said[0].startswith(f"Waiting for the web server at port {slow.port}, 0 seconds so far: asked")


def test_what_has_ended_is_not_waited_for():
    said: list[str] = []
    gone = SlowToStart(free_port(), answers_after=1000, ends_after=2)
    assert not wait_for_web(gone, gone.port, said.append, every_s=0.1)
    assert len(said) == 2


def test_every_process_may_be_killed_and_comes_back_while_the_web_answers(demo: Demo):
    for name, pid in demo.pids().items():
        before = demo.children()
        os.kill(pid, signal.SIGKILL)
        if name != "web":
            assert answers(demo.port), f"the web did not answer without {name}"
        assert until(partial(came_back, demo, before)), f"{name} did not come back"
        assert until(lambda: answers(demo.port)), f"the web did not answer again after {name}"
    demo.family = psutil.Process(demo.process.pid).children(recursive=True)  # type: ignore[union-attr]
    demo.stop(signal.SIGTERM)
    assert is_gone(demo), demo.alive()


@pytest.mark.parametrize("victim", ["demo", "supervisor"])
def test_killing_what_supervises_leaves_nothing_behind(demo: Demo, victim: str):
    assert demo.process is not None
    if victim == "demo":
        demo.process.kill()
    else:
        psutil.Process(demo.process.pid).children()[0].kill()
    assert is_gone(demo), demo.alive()


def test_another_port_moves_every_link(demo: Demo):
    demo.stop()
    demo.port = free_port()
    demo.start()
    assert set(re.findall(r"localhost:(\d+)/", demo.said)) == {str(demo.port)}
    assert set(query(demo, "SELECT port FROM wagtailcore_site")) == {(demo.port,)}


def test_a_taken_port_gets_one_line(tmp_path: Path):
    never = new_demo(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", never.port))
        other.listen()
        line = (
            f"CommandError: Port {never.port} is taken. Choose another one: make demo PORT={never.port + 1}\n"
        )
        assert never.refused() == (1, line)


def test_a_second_demo_on_the_same_data_gets_one_line(demo: Demo):
    second = Demo(demo.data_dir)
    assert second.refused() == (
        1,
        f"CommandError: A demo is already running on the data in {demo.data_dir}.\n",
    )


def test_a_damaged_log_of_the_broker_is_set_aside(demo: Demo):
    assert until(lambda: log_of(demo).stat().st_size)
    demo.stop(signal.SIGHUP)
    assert is_gone(demo), demo.alive()
    with log_of(demo).open("r+b") as file:
        file.seek(10)
        file.write(b"garbage")
    demo.start()
    assert until(lambda: list((demo.data_dir / "broker").glob("damaged-*")))
    broker = psutil.Process(demo.pids()["broker"])
    assert until(lambda: broker.is_running() and broker.name().startswith("valkey"))


def came_back(demo: Demo, before: set[int]) -> bool:
    return bool(demo.children() - before)


def log_of(demo: Demo) -> Path:
    return next((demo.data_dir / "broker" / "appendonlydir").glob("*.incr.aof"))


def query(demo: Demo, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(demo.data_dir / "db.sqlite3", isolation_level=None)) as database:
        return database.execute(sql).fetchall()


def test_a_process_whose_holder_died_while_it_started_does_not_run(tmp_path: Path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    trace = tmp_path / "trace"
    environment = {**os.environ, HOLDER: str(gone.pid), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(bound(["touch", str(trace)]), env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not trace.exists()
