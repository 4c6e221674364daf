"""Whose exam it is, for the review queue's staff who opened one with a reason; and how many sat some."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from endorsement_plugin.models import Application
from endorsement_plugin.permissions import Visitor

AT_ONCE = 500
"""References that one query asks for."""


def who_is(ref: str, user: Visitor) -> str | None:
    """The candidate, credential and association behind the reference that the queue has; None if unknown.

    For `REVIEW_QUEUE["WHO_IS"]`. The queue has checked that this user may know and has recorded it; a
    candidate is never told of an own exam this way.
    """
    review_ref = _reference(ref)
    if review_ref is None:
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


def candidates_among(refs: Iterable[str]) -> int:
    """How many different people the references are of, however many papers each sat. One query for each 500.

    For `REVIEW_QUEUE["CANDIDATES_AMONG"]`: the queue learns the number and nobody's name.
    """
    listed = [one for ref in refs if (one := _reference(ref))]
    people: set[UUID] = set()
    for first in range(0, len(listed), AT_ONCE):
        some = listed[first : first + AT_ONCE]
        rows = Application.objects.filter(
            Q(sittings__review_ref__in=some) | Q(sittings__appeals__review_ref__in=some)
        )
        people.update(rows.values_list("person", flat=True))
    return len(people)


def _reference(ref: str) -> UUID | None:
    """None for what this system never sent."""
    try:
        return UUID(ref)
    except ValueError:
        return None
