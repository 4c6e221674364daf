"""Start the demo's processes, see how they are, and leave nothing behind."""

import subprocess
import sys
import time
import xmlrpc.client
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Protocol

from supervisor.states import ProcessStates
from supervisor.xmlrpc import SupervisorTransport

from association.demo.lifeline import bound

STOP_S = 1.0
STATES = {
    ProcessStates.STARTING: "it is starting",
    ProcessStates.RUNNING: "it is running and does not answer yet",
}


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

    def state(self, name: str) -> str:
        """What one child is doing, in words."""
        try:
            state = next(one["state"] for one in self._control().getAllProcessInfo() if one["name"] == name)
        except (OSError, HTTPException, xmlrpc.client.Error, StopIteration):
            return "nothing is known of it yet"
        return STATES.get(state, "it ended and is being started again")

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


class Watched(Protocol):
    """What may be asked of a supervisor while its web server starts."""

    @property
    def alive(self) -> bool: ...

    def state(self, name: str) -> str:
        """What one child is doing, in words."""


def wait_for_web(supervisor: Watched, port: int, say: Callable[[str], None], every_s: float = 15) -> bool:
    """Wait until the web server answers, for as long as the supervisor lives; False once it has ended.

    On a busy machine that takes minutes. Every `every_s` seconds `say` gets a line about what is waited for.
    """
    began = time.monotonic()
    reports = 0
    while supervisor.alive:
        if answers(port):
            return True
        waited = time.monotonic() - began
        if waited >= (reports + 1) * every_s:
            reports += 1
            state = supervisor.state("web")
            say(f"Waiting for the web server at port {port}, {waited:.0f} seconds so far: {state}.")
        time.sleep(0.1)
    return False
