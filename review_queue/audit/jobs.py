"""Seal the trail."""

from datetime import timedelta

from review_queue.audit.actions import seal_events
from review_queue.work.registry import duty


@duty("review_queue.seal", every=timedelta(minutes=1))
def seal() -> int:
    return seal_events()
