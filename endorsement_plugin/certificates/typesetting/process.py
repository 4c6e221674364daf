"""Run the setter as a child that has no environment, no folder of ours, and not much time."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .setter import REFUSED

SETTER = Path(__file__).with_name("setter.py")


class Unset(Exception):
    """It cannot be set as it is, now or later; `reason` is characters or design."""

    def __init__(self, reason: str, error: str) -> None:
        super().__init__(error)
        self.reason = reason


class Unfinished(Exception):
    """Setting it was cut short by this machine: too busy, short of memory, or going down. Tried again."""


@dataclass(frozen=True)
class Limits:
    """`memory` in bytes of address space; `cpu` and `wall` in seconds."""

    memory: int
    cpu: int
    wall: int


def set_pdf(data: dict[str, Any], *, day: date, logo: bytes, limits: Limits) -> bytes:
    """The certificate as PDF/UA-1 and PDF/A-2a. The same `data`, `day` and `logo` give the same bytes.

    `day` stands in the file as when it was made. Raises Unset and Unfinished.
    """
    order = {"data": data, "day": day.isoformat(), "logo": b64encode(logo).decode()}
    with tempfile.TemporaryDirectory(prefix="certificate-") as empty:
        child = _start(limits, empty)
        try:
            out, _ = child.communicate(json.dumps(order).encode(), timeout=limits.wall)
        except subprocess.TimeoutExpired:
            _kill(child)
            raise Unfinished("out of time") from None
    return _made(child.returncode, out)


def _start(limits: Limits, folder: str) -> "subprocess.Popen[bytes]":
    given = json.dumps({"memory": limits.memory, "cpu": limits.cpu})
    return subprocess.Popen(
        [sys.executable, "-I", "-B", str(SETTER), given],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"RAYON_NUM_THREADS": "1"},  # typst would start a thread for each processor
        start_new_session=True,  # so that the whole group can be killed
    )


def _kill(child: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    child.wait()


def _made(returncode: int, out: bytes) -> bytes:
    if returncode == REFUSED:
        said = json.loads(out)
        raise Unset(said["reason"], said["error"])
    if returncode != 0 or not out.startswith(b"%PDF-"):
        raise Unfinished(f"exit {returncode}")
    return out
