"""Hear what `review_queue` has decided."""

from typing import Any
from uuid import UUID

from endorsement_plugin.exams.actions.record_outcome import record_outcome
from endorsement_plugin.exams.actions.record_rescore import record_rescore
from review_queue.signals import item_decided

from .base import Outcome


def hear(sender: Any, *, ref: str, outcome: str, feedback: str, **extra: Any) -> None:
    """Runs inside the queue's deciding transaction: verdict and outcome are kept together, or neither is.

    An exam that cannot be scored has no outcome: the clock hears why, and a coordinator says what follows.
    """
    if outcome == "unscorable":
        return
    review_ref, came_out = UUID(str(ref)), _outcome(outcome)
    if record_outcome(ref=review_ref, outcome=came_out, feedback=feedback) is None:
        record_rescore(ref=review_ref, outcome=came_out, feedback=feedback)


def _outcome(said: str) -> Outcome:
    return "passed" if said == "passed" else "failed"


def listen() -> None:
    """Hear every verdict of the queue from now on."""
    item_decided.connect(hear, dispatch_uid="endorsement_plugin.record_outcome")
