"""Real processes around one database and one broker: workers, clocks, and a driver that asks and counts."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.broker import Valkey

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = "tests.review_queue.work.settings"


class Fleet:
    """Start processes, kill them, and wait for what must come true in the end."""

    settings = SETTINGS
    driver = "tests.review_queue.work.ledger"

    def __init__(self, database: dict[str, Any], server: Valkey, folder: Path) -> None:
        self.database = database
        self.server = server
        self.folder = folder
        self.trace = folder / "trace"
        self.mail = folder / "mail"
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": self.settings,
            "LEDGER_DATABASE": json.dumps(database),
            "LEDGER_BROKER": server.url,
            "LEDGER_TRACE": str(self.trace),
            "LEDGER_MAIL": str(self.mail),
        }
        self.processes: list[subprocess.Popen[bytes]] = []
        self._driver: subprocess.Popen[str] | None = None

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        return self.start("work", **environment)

    def clock(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        return self.start("reconcile", "--loop", "--every", "0.5", *arguments, **environment)

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """A management command in a process and a process group of its own; its words go to a file."""
        log = self.folder / f"{command[0]}-{len(self.processes)}.log"
        with log.open("wb") as words:
            process = subprocess.Popen(
                [sys.executable, "-m", "django", *command],
                env={**self.environment, **environment},
                cwd=ROOT,
                stdout=words,
                stderr=words,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def words(self) -> str:
        """Everything the processes have said so far."""
        return "".join(log.read_text() for log in sorted(self.folder.glob("*.log")))

    def order(self, do: str, **arguments: Any) -> Any:
        """Have the driver do something and tell its answer."""
        if self._driver is None:
            self._driver = subprocess.Popen(
                [sys.executable, "-m", self.driver],
                env=self.environment,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._driver.stdin.write(json.dumps({"do": do, **arguments}) + "\n")
        self._driver.stdin.flush()
        return json.loads(self._driver.stdout.readline())

    def done(self, number: int) -> Callable[[], bool]:
        return lambda: self.order("states") == {"done": number}

    def close(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
        if self._driver is not None:
            self._driver.communicate()


def wait_until(true: Callable[[], bool], *, within: float = 180.0) -> None:
    """Raises TimeoutError if it has not come true `within` so many seconds: a machine may be busy."""
    deadline = time.monotonic() + within
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """Whether the process exists and is not a zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to this process alone: its horse has to notice by itself."""
    process.send_signal(signal.SIGKILL)
    process.wait()
