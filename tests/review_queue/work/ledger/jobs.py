import os
import time
from datetime import timedelta
from pathlib import Path

from review_queue.work.claims import Claim
from review_queue.work.mail import deliver
from review_queue.work.registry import duty, job
from tests.review_queue.work.ledger.models import Letter, Mark

PAUSE_S = float(os.environ.get("LEDGER_PAUSE", "0.02"))
TRACE = os.environ.get("LEDGER_TRACE", "")


WORDS = "Ada Placeholder"
"""Of a person. They stand here, because a trace shows the line that raised."""


@job("ledger.write", lease=4, attempts=1000)
def write(claim: Claim) -> None:
    """Slow work outside, one mark inside."""
    time.sleep(PAUSE_S)
    with claim.finish():
        Mark.objects.create(key=claim.key, attempt=claim.attempt)


@job("ledger.hang", lease=90)
def hang(claim: Claim) -> None:
    """Tell who is at it, then take as long as anybody will wait."""
    Path(TRACE).write_text(str(os.getpid()))
    time.sleep(600)


@job("ledger.overrun", lease=1, attempts=1)
def overrun(claim: Claim) -> None:
    """Longer than its lease."""
    time.sleep(600)


@job("ledger.fail", attempts=2)
def fail(claim: Claim) -> None:
    """An error that names a person."""
    raise ValueError(WORDS)


@job("ledger.letter", lease=4, attempts=1000)
def letter(claim: Claim) -> None:
    """A mail with an outside effect."""
    deliver(claim, Letter)


@duty("ledger.tick", every=timedelta(hours=1))
def tick() -> None:
    """A duty that can be counted."""
    Mark.objects.create(key="tick", attempt=0)
