"""Seal the trail, and let a seal out of the house each day."""

import datetime
from datetime import timedelta

from django.utils import timezone

from review_queue.work.registry import duty

from .actions import publish_seal, seal_events


@duty("review_queue.seal", every=timedelta(minutes=1))
def seal() -> int:
    return seal_events()


@duty("review_queue.publish_seal", every=timedelta(hours=1))
def publish() -> int:
    return publish_seal(timezone.now().astimezone(datetime.UTC).date())
