"""What a demo stands on: a folder of its own, short paths for its sockets, and a free port."""

import fcntl
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A unix socket's path may have 107 bytes (103 on macOS); supervisor appends its pid while binding.
LONGEST_SOCKET = "supervisor.sock.1234567"
LIMIT = 103


class Taken(Exception):
    """The port, or the folder, is in use; the message tells the person what to do."""


@contextmanager
def only_one(data_dir: Path) -> Iterator[None]:
    """Hold this data folder; Taken if another demo holds it. The lock ends with the process."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Taken(f"A demo is already running on the data in {data_dir}.") from None
        yield


@contextmanager
def sockets_folder(data_dir: Path) -> Iterator[Path]:
    """A private folder whose socket paths the system accepts; removed afterwards."""
    folder = data_dir / "run"
    if len(str(folder / LONGEST_SOCKET).encode()) > LIMIT:
        folder = Path(tempfile.mkdtemp(prefix="endorsement-"))
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def require_free(port: int) -> None:
    """Raise Taken if something listens on the port. Asked first, so that nothing is started in vain."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn will
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Taken(f"Port {port} is taken. Choose another one: make demo PORT={port + 1}") from None
