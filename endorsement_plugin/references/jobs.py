"""Remind referees, and end what is too old."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from endorsement_plugin.background import duty, for_each_row
from endorsement_plugin.conf import current

from .actions.expire import expire_reference
from .actions.remind import chase_reference
from .queries import overdue, to_remind


@duty("endorsement.chase_references", every=timedelta(minutes=10))
def chase_references() -> None:
    """Remind referees after half of their time, and end the requests whose time is over."""
    now = timezone.now()
    half = now - timedelta(days=current().REFERENCE_DAYS) / 2
    for_each_row(overdue(now), lambda key: expire_reference(reference=key), name=_reference)
    for_each_row(to_remind(half), lambda key: chase_reference(reference=key), name=_reference)


def _reference(key: UUID) -> str:
    return f"reference {key}"
