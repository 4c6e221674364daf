"""Redact a file in a child process: reading, masking, rebuilding and searching it again have limits too.

The renderer is bounded by itself; what it finds in a small file can be large all the same, and the process
that asks, a worker or a web server, has other work to do.
"""

import os
import pickle
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from .finding import Finder
from .geometry import Area
from .redact import RedactedPdf, redact_pdf
from .refusals import CannotRedact, StillIdentifies
from .rendering import Limits

TWICE = 2
"""So much of the renderer's memory: what it has drawn is held as objects here."""
PROGRAM = "from review_queue.redaction.bounded import main; main()"


class ChildFailed(Exception):
    """Not the file's fault: the traceback of a mistake of ours, to be tried again and looked at."""


def redact_bounded(
    data: bytes,
    finder: Finder,
    *,
    areas: Sequence[Area] = (),
    limits: Limits | None = None,
    whole_words: bool = False,
) -> RedactedPdf:
    """As `redact_pdf`, and the finder goes on numbering where the child has ended.

    Raises CannotRedact, also if the time of `limits`, from start to end, or the memory, does not suffice.
    """
    limits = limits or Limits()
    kind, outcome = _run(pickle.dumps((data, finder, areas, limits, whole_words)), limits)
    if kind == "refused":
        reason, places = outcome
        raise StillIdentifies(places) if places else CannotRedact(reason)
    if kind == "failed":
        raise ChildFailed(outcome)
    redacted, finder.numbering = outcome
    return redacted  # type: ignore[no-any-return]


def _run(task: bytes, limits: Limits) -> tuple[str, Any]:
    child = subprocess.Popen(
        [sys.executable, "-B", "-c", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,
    )
    try:
        answer, _ = child.communicate(task, timeout=limits.wall)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        raise CannotRedact("too_slow") from None
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise CannotRedact("too_slow")
    if child.returncode != 0:
        raise CannotRedact("too_complex")
    outcome: tuple[str, Any] = pickle.loads(answer)  # noqa: S301 - written by this module, see `main`
    return outcome


def main() -> None:
    """The child: a task on its input, the answer on its output. It runs no code but ours; PDFium is in a
    process of its own, which only sends JSON and pixels."""
    data, finder, areas, limits, whole_words = pickle.load(sys.stdin.buffer)  # noqa: S301
    for what, most in ((resource.RLIMIT_CPU, limits.cpu), (resource.RLIMIT_AS, TWICE * limits.memory)):
        resource.setrlimit(what, (most, most))
    sys.stdout.buffer.write(pickle.dumps(_answer(data, finder, areas, limits, whole_words)))


def _answer(
    data: bytes, finder: Finder, areas: Sequence[Area], limits: Limits, whole_words: bool
) -> tuple[str, Any]:
    try:
        redacted = redact_pdf(data, finder, areas=areas, limits=limits, whole_words=whole_words)
    except StillIdentifies as refusal:
        return "refused", (refusal.reason, refusal.places)
    except CannotRedact as refusal:
        return "refused", (refusal.reason, ())
    except MemoryError:
        return "refused", ("too_complex", ())
    except Exception as error:
        return "failed", f"{type(error).__name__} in {_where(error)}"
    return "redacted", (redacted, finder.numbering)


def _where(error: BaseException) -> str:
    """File and line, without the error's words: they may hold what a candidate wrote."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "an unknown place"
