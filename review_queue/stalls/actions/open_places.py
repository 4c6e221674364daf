"""A place that nobody can take: let it wait longer, or give the answer back to be scored elsewhere."""

import datetime
from uuid import UUID

from django.db import transaction

from review_queue.assigning.queries.deadlines import in_batches
from review_queue.assigning.queries.demand import items_in_need
from review_queue.clearance.rules import ReturnReason
from review_queue.errors import NotWaiting
from review_queue.items.actions.close import close
from review_queue.items.actions.revoke import revoke_active
from review_queue.locks import lock_item
from review_queue.models import Event, Intervention, Item
from review_queue.permissions import User
from review_queue.record import record
from review_queue.rules.transitions import ItemState
from review_queue.scoring.actions.end_work import end_one_by_one
from review_queue.stalls.queries.stalled import open_too_long

from .intervene import lock_led, note_intervention


@transaction.atomic
def let_wait(*, item: Item, by: User, reason: str, until: datetime.date) -> Intervention:
    """Nobody hears of its open place again up to and with that day; it is offered as before.

    Raises NotAllowed, NotWaiting or WithoutReason.
    """
    locked = _lock_waiting(item, by)
    return note_intervention(locked, Intervention.Kind.WAIT, by=by, reason=reason, until=until)


@transaction.atomic
def send_outside(*, item: Item, by: User, reason: str) -> None:
    """The item is closed as returned; its sender reads why, has it scored elsewhere and enters the outcome.
    What was handed in stays in the trail; it leads to nothing.

    Raises NotAllowed, NotWaiting or WithoutReason.
    """
    locked = _lock_waiting(item, by)
    note_intervention(locked, Intervention.Kind.OUTSIDE, by=by, reason=reason)
    return_outside(locked, by)


@transaction.atomic
def give_back_stopped(*, item_id: UUID, today: datetime.date) -> bool:
    """The same at its sender's wish, of an item that has stopped; whether it is returned so now."""
    item = lock_item(item_id)
    if item.state == ItemState.RETURNED:
        return item.events.filter(kind=Event.Kind.RETURNED, detail=ReturnReason.OUTSIDE.value).exists()
    if not open_too_long(today).filter(pk=item.pk).exists():
        return False
    return_outside(item, None)
    return True


def return_outside(item: Item, by: User | None) -> None:
    """The same of a locked item with an open place, whoever asks for it."""
    if in_batches():
        end_one_by_one(item)
    else:
        revoke_active(item)
    close(item, ItemState.RETURNED)
    record(item, Event.Kind.RETURNED, actor=by, detail=ReturnReason.OUTSIDE.value)


def _lock_waiting(item: Item, by: User) -> Item:
    locked = lock_led(item, by)
    if not items_in_need().filter(pk=locked.pk).exists():
        raise NotWaiting
    return locked
