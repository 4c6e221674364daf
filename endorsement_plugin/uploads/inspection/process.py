"""Run the inspector apart from us, and read what it says."""

import hashlib
import json
import signal
from dataclasses import dataclass
from pathlib import Path

from endorsement_plugin.isolation import Unfinished, run_isolated
from endorsement_plugin.rules.file_reasons import WORDS, Verdict

INSPECTOR = Path(__file__).with_name("inspector.py")


@dataclass(frozen=True)
class Limits:
    """`size` and `memory` in bytes; `cpu` and `wall` in seconds."""

    size: int
    memory: int
    cpu: int
    wall: int


def inspect(data: bytes, *, sha256: str, limits: Limits) -> Verdict:
    """What is to be done with this file. What is in it raises nothing.

    A file that no longer has the SHA-256 it was uploaded with is refused. Raises Unfinished, which says
    nothing about the file: it is tried again, and never refused for it.
    """
    if hashlib.sha256(data).hexdigest() != sha256:
        return Verdict("refuse", "changed")
    given = {"size": limits.size, "memory": limits.memory, "cpu": limits.cpu}
    return _verdict(*run_isolated(INSPECTOR, data, limits=given, wall=limits.wall))


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
