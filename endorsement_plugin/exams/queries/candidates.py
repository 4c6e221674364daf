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
        review_ref = UUID(ref)
    except ValueError:
        return None
    rows = Application.objects.select_related("person", "credential", "association")
    application = (
        rows.filter(Q(sittings__review_ref=review_ref) | Q(sittings__appeals__review_ref=review_ref))
        .exclude(person__user=user.pk)
        .first()
    )
    if application is None:
        return None
    return f"{application.person}, {application.credential.code}, {application.association.short_name}"
