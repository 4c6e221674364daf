"""Take an item out of the queue because its sender says so."""

from uuid import UUID

from django.db import transaction

from ..models import Event
from ..rules.transitions import CLOSED, ItemState
from .close import close
from .lock import lock_item
from .record import record
from .revoke import revoke_active

REASONS = frozenset({"candidate", "association", "error", "incident"})


@transaction.atomic
def withdraw(*, item_id: UUID, reason: str) -> None:
    """The item is withdrawn and nobody sees it any longer; a closed item stays as it is."""
    item = lock_item(item_id)
    if item.state in CLOSED:
        return
    revoke_active(item)
    close(item, ItemState.WITHDRAWN)
    record(item, Event.Kind.WITHDRAWN, detail=reason if reason in REASONS else "other")
