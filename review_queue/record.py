"""Append to the trail, and move states. Every other action writes through these."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, DateTimeField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from .bulk import insert_from
from .errors import WrongState
from .models import Assignment, Event, Item, Round
from .permissions import User
from .rules.transitions import ACTIVE, AssignmentState, ItemState, may_move
from .statements.subjects import Subject, state
from .verifier.sealing import digest_of


def record(
    about: Item | Round | None,
    kind: Event.Kind,
    *,
    assignment: Assignment | None = None,
    actor: User | None = None,
    detail: str = "",
    states: tuple[Subject, Any] | None = None,
) -> Event:
    """One event row, about an item, a round, or neither. `detail` is a code or a count, never words that a
    person wrote. `states` is what stands in the rows from now on, by its key, written before: a digest of it
    is sealed with the event, so that nobody changes the rows unseen."""
    salt = secrets.token_hex(16) if states else ""
    return Event.objects.create(
        item=about if isinstance(about, Item) else None,
        round=about if isinstance(about, Round) else None,
        assignment=assignment,
        actor_id=actor.pk if actor else None,
        kind=kind,
        detail=detail,
        digest=digest_of(state(*states), salt) if states else "",
        salt=salt,
    )


def record_offers(offered: QuerySet[Assignment]) -> None:
    """One event row for each of these assignments. It says which slot and which reviewer."""
    text = CharField(max_length=20)
    slot = Concat(Value("slot:"), Cast("slot", text), Value(",reviewer:"), Cast("reviewer_id", text))
    at = Value(timezone.now(), output_field=DateTimeField())
    rows = offered.order_by("pk").values_list("item_id", "pk", Value(Event.Kind.OFFERED.value), slot, at)
    insert_from(Event, rows, ["item", "assignment", "kind", "detail", "at"])


def move(item: Item, to: ItemState) -> None:
    """Write the new state of a locked item. Raises WrongState if the table of moves has no such move."""
    if not may_move(item.state, to):
        raise WrongState
    item.state = to.value
    item.save(update_fields=["state"])


def move_all(items: QuerySet[Item], now: ItemState, to: ItemState) -> None:
    """The same for those of the locked items that are in the state `now`, in one statement."""
    if not may_move(now, to):
        raise WrongState
    items.filter(state=now.value).update(state=to.value)


def move_assignment(assignment: Assignment, to: AssignmentState) -> None:
    """The same for an assignment whose item is locked; it is closed when it is no longer active.

    Raises WrongState also if the assignment was read before the lock and has moved since.
    """
    if not may_move(assignment.state, to):
        raise WrongState
    as_read = Assignment.objects.filter(pk=assignment.pk, state=assignment.state)
    assignment.state = to.value
    assignment.closed_at = None if to in ACTIVE else timezone.now()
    if not as_read.update(state=assignment.state, closed_at=assignment.closed_at):
        raise WrongState


def revoke_each(item: Item, held: Sequence[Assignment]) -> None:
    """The same for these of a locked item, read under its lock: revoked, an event for each. Two queries."""
    to = AssignmentState.REVOKED
    if not all(may_move(one.state, to) for one in held):
        raise WrongState
    read = Assignment.objects.filter(pk__in=[one.pk for one in held])
    read.update(state=to.value, closed_at=timezone.now())
    Event.objects.bulk_create(Event(item=item, kind=Event.Kind.REVOKED, assignment=one) for one in held)
