"""Scheduled publishing: the clock does what Wagtail leaves to a command that somebody has to call."""

from datetime import timedelta

from django.utils import timezone

from endorsement_plugin.background import duty, for_each_row

from .actions import expire, publish_scheduled
from .queries import due_to_expire, due_to_publish


@duty("endorsement.publish_scheduled", every=timedelta(minutes=1))
def publish_what_is_due() -> int:
    """Pages go live, and go, at the times that their editors have set."""
    now = timezone.now()
    gone = for_each_row(list(due_to_expire(now)), lambda thing: expire(thing=thing, now=now))
    live = for_each_row(due_to_publish(now), lambda revision: publish_scheduled(revision=revision, now=now))
    return sum(gone) + sum(live)
