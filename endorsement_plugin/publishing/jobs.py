"""Scheduled publishing: the clock does what Wagtail leaves to a command that somebody has to call."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Page, Revision

from endorsement_plugin.background import duty, for_each_row
from endorsement_plugin.errors import reason_of

from .actions import expire, publish_scheduled, tell_scheduler
from .queries import due_to_expire, due_to_publish


@duty("endorsement.publish_scheduled", every=timedelta(minutes=1))
def publish_what_is_due() -> int:
    """Pages go live, and go, at the times that their editors have set; or these are told why not."""
    now = timezone.now()
    gone = for_each_row(list(due_to_expire(now)), lambda thing: _expire(thing, now))
    live = for_each_row(due_to_publish(now), lambda revision: _publish(revision, now))
    return sum(gone) + sum(live)


def _publish(revision: Revision, now: datetime) -> bool:
    try:
        return publish_scheduled(revision=revision, now=now)
    except PermissionDenied as denied:
        if reason := reason_of(denied):
            at = revision.approved_go_live_at
            tell_scheduler(page=revision.as_object(), reason=reason, at=at, publishing=True)
        raise


def _expire(thing: Any, now: datetime) -> bool:
    try:
        return expire(thing=thing, now=now)
    except PermissionDenied as denied:
        if isinstance(thing, Page) and (reason := reason_of(denied)):
            tell_scheduler(page=thing, reason=reason, at=thing.expire_at, publishing=False)
        raise
