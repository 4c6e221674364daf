"""`manage.py demo` in a process of its own, for tests and measurements."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from association.demo import record

ROOT = Path(__file__).parents[1]
PATIENCE_S = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], object], patience_s: float = PATIENCE_S) -> bool:
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


class Demo:
    """`manage.py demo` on a folder of its own, with whatever is in it; nothing is loaded."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.family: list[psutil.Process] = []

    def launch(self, output: Path) -> subprocess.Popen[bytes]:
        return self.manage("demo", "--empty", output=output)

    def manage(self, *words: str, output: Path) -> subprocess.Popen[bytes]:
        """A command of the project, on this demo's data."""
        given = {key: value for key, value in os.environ.items() if key not in {"BROKER_URL", "DATABASE_URL"}}
        environment = {
            **given,
            "DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "association.settings.demo",
        }
        with output.open("w") as file:
            return subprocess.Popen(
                [sys.executable, "manage.py", *words],
                cwd=ROOT,
                env=environment,
                stdout=file,
                stderr=subprocess.STDOUT,
                close_fds=True,
            )

    def start(self) -> None:
        """Return once it is announced ready. How long that takes is measured in `benchmarks/demo.py`."""
        self.process = self.launch(self.output)
        if not until(lambda: "Ctrl-C" in self.said or self.ended) or self.ended:
            raise RuntimeError(f"The demo did not start: {self.said}")
        self.family = psutil.Process(self.process.pid).children(recursive=True)

    def stop(self, number: int = signal.SIGINT) -> None:
        """Return once the process has ended, which it does by itself."""
        assert self.process is not None
        self.process.send_signal(number)
        self.process.wait(PATIENCE_S)

    def refused(self) -> tuple[int, str]:
        """Start once more, expecting it to end by itself; its exit status and all that it said."""
        output = self.data_dir / "refusal.txt"
        return self.launch(output).wait(PATIENCE_S), output.read_text()

    @property
    def output(self) -> Path:
        return self.data_dir / "output.txt"

    @property
    def said(self) -> str:
        return self.output.read_text()

    @property
    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def pids(self) -> dict[str, int]:
        run = record.read(self.data_dir)
        assert run is not None
        return run.pids

    def alive(self) -> list[psutil.Process]:
        return [one for one in self.family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]

    def children(self) -> set[int]:
        assert self.process is not None
        return {one.pid for one in psutil.Process(self.process.pid).children(recursive=True)}
