"""A clearer sends an item back: it cannot be made anonymous, or does not belong here."""

from django.db import transaction

from review_queue.clearance.rules import ReturnReason
from review_queue.items.actions.close import close
from review_queue.models import Event, Item
from review_queue.permissions import User
from review_queue.record import record
from review_queue.rules.transitions import ItemState

from .release import lock_for_clearing


@transaction.atomic
def return_item(*, item: Item, reason: ReturnReason, by: User) -> None:
    """The item is closed as returned; the sender reads it in `status`. Raises WrongState."""
    locked = lock_for_clearing(item, by)
    close(locked, ItemState.RETURNED)
    record(locked, Event.Kind.RETURNED, actor=by, detail=reason.value)
