"""Run the inspector as a child that has no environment, no folder of ours, and not much time."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from endorsement_plugin.rules.transcript_reasons import WORDS, Verdict

INSPECTOR = Path(__file__).with_name("inspector.py")


class Unfinished(Exception):
    """The inspection was cut short by this machine: too busy, short of memory, or going down.

    It says nothing about the file, so it is tried again, and the file is never refused for it.
    """


@dataclass(frozen=True)
class Limits:
    """`size` and `memory` in bytes; `cpu` and `wall` in seconds."""

    size: int
    memory: int
    cpu: int
    wall: int


def inspect(data: bytes, *, sha256: str, limits: Limits) -> Verdict:
    """What is to be done with this file. What is in it raises nothing.

    A file that no longer has the SHA-256 it was uploaded with is refused. Raises Unfinished.
    """
    if hashlib.sha256(data).hexdigest() != sha256:
        return Verdict("refuse", "changed")
    with tempfile.TemporaryDirectory(prefix="inspection-") as empty:
        child = _start(limits, empty)
        try:
            line, _ = child.communicate(data, timeout=limits.wall)
        except subprocess.TimeoutExpired:
            _kill(child)
            raise Unfinished("out of time") from None
    return _verdict(child.returncode, line)


def _start(limits: Limits, folder: str) -> "subprocess.Popen[bytes]":
    given = json.dumps({"size": limits.size, "memory": limits.memory, "cpu": limits.cpu})
    return subprocess.Popen(
        [sys.executable, "-I", "-B", str(INSPECTOR), given],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={},
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


def _verdict(returncode: int, line: bytes) -> Verdict:
    if returncode == -signal.SIGXCPU:  # seconds of the processor are the file's own doing
        return Verdict("refuse", "too_slow")
    try:
        report = json.loads(line)
    except ValueError:
        raise Unfinished(f"exit {returncode}") from None
    reason = report["reason"]
    if report["outcome"] not in {"accept", "quarantine", "refuse"} or (reason and reason not in WORDS):
        return Verdict("refuse", "unreadable")
    return Verdict(report["outcome"], reason, report.get("pages"))
