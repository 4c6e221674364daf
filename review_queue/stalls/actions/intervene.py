"""What every way out has in common: who may, why, and its event."""

import datetime

from review_queue.errors import NotAllowed, WithoutReason
from review_queue.locks import lock_item
from review_queue.models import Assignment, Event, Intervention, Item
from review_queue.models.assignments import IN_HAND
from review_queue.permissions import User, items_led_by
from review_queue.record import record
from review_queue.statements.subjects import Subject


def lock_led(item: Item, by: User) -> Item:
    """The item, locked, if `by` leads its pool and is not kept from it. Raises NotAllowed."""
    locked = lock_item(item.pk)
    if not items_led_by(by).filter(pk=locked.pk).exists():
        raise NotAllowed
    return locked


def in_hand(item: Item) -> dict[int, Assignment]:
    """Work on the locked item that has not ended, by slot."""
    held = Assignment.objects.filter(IN_HAND, item=item)
    return {one.slot: one for one in held.select_related("reviewer", "item__round")}


def note_intervention(
    item: Item,
    kind: Intervention.Kind,
    *,
    by: User,
    reason: str,
    assignment: Assignment | None = None,
    beyond_capacity: bool = False,
    until: datetime.date | None = None,
) -> Intervention:
    """Its row and its event. Raises WithoutReason."""
    if not reason.strip():
        raise WithoutReason
    row = Intervention.objects.create(
        item=item,
        kind=kind,
        by_id=by.pk or 0,
        reason=reason.strip(),
        assignment=assignment,
        beyond_capacity=beyond_capacity,
        until=until,
    )
    record(
        item,
        Event.Kind.INTERVENED,
        assignment=assignment,
        actor=by,
        detail=kind.value,
        states=(Subject.INTERVENTION, row.pk),
    )
    return row
