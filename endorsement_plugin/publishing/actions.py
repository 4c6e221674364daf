"""What an editor scheduled in Wagtail: nothing of it happens by itself."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Revision


@transaction.atomic
def publish_scheduled(*, revision: Revision, now: datetime) -> bool:
    """Publish what was scheduled, once its time has come; whether it was still to be published.

    Raises PermissionDenied, in words, if what stands on the page cannot be published any more: it stays
    scheduled, and is tried again.
    """
    due = Revision.objects.filter(pk=revision.pk, approved_go_live_at__lte=now).first()
    if due is None:
        return False
    due.publish(log_action="wagtail.publish.scheduled")
    return True


@transaction.atomic
def expire(*, thing: Any, now: datetime) -> bool:
    """Withdraw a page, or whatever else can expire, once its time has come; whether it was still live."""
    due = type(thing)._default_manager.filter(pk=thing.pk, live=True, expire_at__lte=now).first()
    if due is None:
        return False
    due.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True
