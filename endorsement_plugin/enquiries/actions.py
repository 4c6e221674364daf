"""Enquiries reach the association by mail, and wait in its list until somebody has answered."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.background import for_each_row, remove
from endorsement_plugin.clock import local, today
from endorsement_plugin.conf import current
from endorsement_plugin.definitions.hashes import digest
from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.holds import held
from endorsement_plugin.mail.actions import write_from
from endorsement_plugin.mail.letters import address_of
from endorsement_plugin.mail.queries import coordinators_of
from endorsement_plugin.models import Association, Enquiry
from endorsement_plugin.permissions import Visitor, enquiries_coordinated_by

from .queries import reminder_key, waiting, was_reminded

REMIND_AFTER = timedelta(days=3)
"""How long an enquiry waits before anybody is reminded."""

REMIND_EVERY = timedelta(days=7)
"""How often, as long as one waits."""


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
        key = f"enquiry:{enquiry.pk}"
        write_from(association, "enquiry", event_key=key, to=association.email, enquiry=enquiry)
    return enquiry


@transaction.atomic
def mark_answered(*, enquiry: UUID, by: Visitor) -> None:
    """Somebody has answered it. The first who says so stays named. Raises NotAllowed."""
    theirs = enquiries_coordinated_by(by).filter(pk=enquiry)
    if not theirs.exists():
        raise NotAllowed("There is no such enquiry.")
    theirs.filter(answered_at=None).update(answered_at=timezone.now(), answered_by_id=by.pk)


def remind_of_enquiries(*, association: Association, now: datetime) -> None:
    """Write to each coordinator which enquiries have waited for days, once a week as long as any has.

    To the association's own address if it has no coordinators.
    """
    late = list(waiting(association.enquiries.all()).filter(created_at__lte=now - REMIND_AFTER))
    if not late:
        return
    people = {str(one.pk): one.email for one in coordinators_of(association)}
    for_each_row(
        list((people or {"": association.email}).items()),
        lambda one: _remind(association, one[0], one[1], late, now),
        name=lambda one: f"association {association.pk}, user {one[0]}",
    )


@transaction.atomic
def _remind(association: Association, person: str, address: str, late: list[Enquiry], now: datetime) -> None:
    if was_reminded(association, person, now - REMIND_EVERY):
        return
    write_from(
        association,
        "enquiries_wait",
        event_key=reminder_key(association, person) + local(now, association).date().isoformat(),
        to=address,
        lines=[(one, address_of(association, _page_of(one))) for one in late],
    )


def _page_of(enquiry: Enquiry) -> str:
    return reverse("endorsement_enquiries:inspect", args=[enquiry.pk])


def forget_enquiries() -> int:
    """Remove enquiries answered more than MAIL_KEPT_DAYS ago; how many. Those that wait stay, and those of
    people on whom there is a hold. Where a policy of retention is carried out, it alone says when.
    """
    kept = timezone.now() - timedelta(days=current().MAIL_KEPT_DAYS)
    rows = Enquiry.objects.filter(answered_at__lt=kept).exclude(association__retention__is_on=True)
    return remove(rows.exclude(held(address="email")))
