"""What an editor scheduled in Wagtail: nothing of it happens by itself."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from wagtail.models import Revision

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.definitions.hashes import digest
from endorsement_plugin.mail.actions import write_from
from endorsement_plugin.mail.letters import address_of

from .queries import scheduled_by


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


@transaction.atomic
def tell_scheduler(*, page: Any, reason: str, at: datetime, publishing: bool) -> None:
    """Write to whoever had this page go live, or go, at this time, why it could not; once for each reason.

    To the association's own address if that person has left. A page of no association is told of nowhere
    but on the operator's page.
    """
    association = association_of(page)
    if association is None:
        return
    person = scheduled_by(page, publishing=publishing)
    write_from(
        association,
        "not_as_scheduled",
        event_key=f"not-as-scheduled:{page.pk}:{at.isoformat()}:{digest(reason)}",
        to=person.email if person else association.email,
        page=page,
        reason=reason,
        publishing=publishing,
        at=at,
        link=address_of(association, reverse("wagtailadmin_pages:edit", args=[page.pk])),
    )
