"""Enquiries reach the association by mail, and wait in its list until somebody has answered."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from endorsement_plugin.background import remove
from endorsement_plugin.clock import today
from endorsement_plugin.conf import current
from endorsement_plugin.definitions.hashes import digest
from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.mail.notifications import queue_mail
from endorsement_plugin.models import Association, Enquiry
from endorsement_plugin.permissions import Visitor, enquiries_coordinated_by


@transaction.atomic
def receive_enquiry(*, association: Association, about: str, written: dict[str, Any]) -> Enquiry:
    """Keep it and have it sent to the association's address, once: the same words again on that day are one.

    `about` is the title of the page; `written` is what `EnquiryForm` has cleaned.
    """
    parts = {name: written[name] for name in ("name", "email", "organization", "place", "message")}
    mark = digest({**parts, "association": association.pk, "day": today(association).isoformat()})
    enquiry, new = Enquiry.objects.get_or_create(
        association=association, digest=mark, defaults={**parts, "about": about[:255]}
    )
    if new:
        text = render_to_string("endorsement_plugin/letters/enquiry.txt", {"enquiry": enquiry})
        subject, _, body = text.strip().partition("\n")
        key = f"enquiry:{enquiry.pk}"
        queue_mail(
            event_key=key,
            to=association.email,
            subject=subject,
            body=body.strip() + "\n",
            association=association,
        )
    return enquiry


@transaction.atomic
def mark_answered(*, enquiry: UUID, by: Visitor) -> None:
    """Somebody has answered it. The first who says so stays named. Raises NotAllowed."""
    theirs = enquiries_coordinated_by(by).filter(pk=enquiry)
    if not theirs.exists():
        raise NotAllowed("There is no such enquiry.")
    theirs.filter(answered_at=None).update(answered_at=timezone.now(), answered_by_id=by.pk)


def forget_enquiries() -> int:
    """Remove enquiries answered more than MAIL_KEPT_DAYS ago; how many. Those that wait stay."""
    kept = timezone.now() - timedelta(days=current().MAIL_KEPT_DAYS)
    return remove(Enquiry.objects.filter(answered_at__lt=kept))
