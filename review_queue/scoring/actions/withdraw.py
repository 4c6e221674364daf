"""Take an item out of the queue because its sender says so."""

from uuid import UUID

from django.db import transaction

from review_queue.assigning.queries.deadlines import in_batches
from review_queue.items.actions.close import close
from review_queue.items.actions.revoke import revoke_active
from review_queue.locks import lock_item
from review_queue.models import Event
from review_queue.record import record
from review_queue.rules.transitions import CLOSED, ItemState

from .end_work import end_one_by_one

INCIDENT = "incident"
"""Somebody saw what they should not: that it ends weighs more than who can tell."""
REASONS = frozenset({"candidate", "association", "error", INCIDENT})


@transaction.atomic
def withdraw(*, item_id: UUID, reason: str) -> None:
    """The item is withdrawn: it is offered to nobody, and ends for its reviewers, for each at a moment of his
    or her own; for an incident, at once. A closed item stays as it is."""
    item = lock_item(item_id)
    if item.state in CLOSED:
        return
    if in_batches() and reason != INCIDENT:
        end_one_by_one(item)
    else:
        revoke_active(item)
    close(item, ItemState.WITHDRAWN)
    record(item, Event.Kind.WITHDRAWN, detail=reason if reason in REASONS else "other")
