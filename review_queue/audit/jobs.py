"""Seal the trail."""

from datetime import timedelta

from review_queue.work.registry import duty

from .actions import seal_events


@duty("review_queue.seal", every=timedelta(minutes=1))
def seal() -> int:
    return seal_events()
