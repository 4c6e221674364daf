"""Run a program of ours as a child that has no environment, no folder of ours, and not much time.

What it works on comes from outside. The program sets its own limits of memory and processor time before it
reads any of that; here it has a clock, an empty folder and a process group that can be killed whole.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class Unfinished(Exception):
    """It was cut short by this machine: too busy, short of memory, or going down.

    That says nothing about what it worked on, so it is tried again, and nothing is refused for it.
    """


def run_isolated(
    program: Path,
    data: bytes,
    *,
    limits: Mapping[str, int],
    wall: int,
    environment: Mapping[str, str] | None = None,
) -> tuple[int, bytes]:
    """The program's exit code, and what it made of `data`; `wall` in seconds, `limits` it sets itself.

    Raises Unfinished where the time does not suffice; the child and all that it started are killed then.
    """
    with tempfile.TemporaryDirectory(prefix=f"{program.stem}-") as empty:
        child = subprocess.Popen(
            [sys.executable, "-I", "-B", str(program), json.dumps(dict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=empty,
            env=dict(environment or {}),
            start_new_session=True,  # so that the whole group can be killed
        )
        try:
            out, _ = child.communicate(data, timeout=wall)
        except subprocess.TimeoutExpired:
            _kill(child)
            raise Unfinished("out of time") from None
    return child.returncode, out


def _kill(child: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    child.wait()
