"""Start the demo's processes, see how they are, and leave nothing behind."""

import subprocess
import sys
import time
import xmlrpc.client
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from supervisor.xmlrpc import SupervisorTransport

from .lifeline import bound

STOP_S = 1.0


class Supervisor:
    """One supervisord and its children. They end with this process, even if it is killed."""

    def __init__(self, configuration: Path, control_socket: Path) -> None:
        supervisord = [sys.executable, "-m", "supervisor.supervisord", "-c", str(configuration)]
        self._command = bound(supervisord)
        self._socket = control_socket
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, environment: Mapping[str, str]) -> None:
        """Start everything, apart from the terminal: Ctrl-C reaches us, and we pass it on in order."""
        self._process = subprocess.Popen(
            self._command, env=dict(environment), start_new_session=True, stdout=subprocess.DEVNULL
        )

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def pids(self) -> dict[str, int]:
        """The running children by name."""
        return {one["name"]: one["pid"] for one in self._control().getAllProcessInfo() if one["pid"]}

    def stop(self) -> None:
        """Stop everything within three seconds; what does not go is killed."""
        if self._process is None:
            return
        try:
            self._control().shutdown()
        except (OSError, HTTPException, xmlrpc.client.Error):
            self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()  # the lifelines take the children with it
            self._process.wait()

    def _control(self) -> Any:
        transport = SupervisorTransport(None, None, serverurl=f"unix://{self._socket}")
        return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport).supervisor


def answers(port: int) -> bool:
    """True if the web server answers at all, whatever it says."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def wait_for_web(supervisor: Supervisor, port: int, patience_s: float = 60) -> bool:
    """Wait until the web server answers. False if it does not, or if the supervisor has ended."""
    deadline = time.monotonic() + patience_s
    while supervisor.alive and time.monotonic() < deadline:
        if answers(port):
            return True
        time.sleep(0.1)
    return False
