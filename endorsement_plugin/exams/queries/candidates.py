"""Whose exam it is, for the review queue's staff where they have opened one with a reason."""

from uuid import UUID

from django.db.models import Q

from endorsement_plugin.models import Application
from endorsement_plugin.permissions import Visitor


def who_is(ref: str, user: Visitor) -> str | None:
    """The candidate, credential and association behind the reference that the queue has; None if unknown.

    For `REVIEW_QUEUE["WHO_IS"]`. The queue has checked that this user may know and has recorded it; a
    candidate is never told of an own exam this way.
    """
    try:
        known = UUID(ref)
    except ValueError:
        return None
    rows = Application.objects.select_related("person", "credential", "association")
    found = (
        rows.filter(Q(sittings__review_ref=known) | Q(sittings__appeals__review_ref=known))
        .exclude(person__user=user.pk)
        .first()
    )
    return f"{found.person}, {found.credential.code}, {found.association.short_name}" if found else None
