"""The order in which the queue locks its rows: plan, pool, items, then the people who score them.

Every action that changes an item, or what hangs on it, takes the item's row lock first.

Locks leave the keys of rows free (`no_key`), so that a row that points to a locked one can be written
meanwhile. Otherwise PostgreSQL's checks of foreign keys, which have an order of their own, end in deadlocks.
"""

from uuid import UUID

from .models import (
    AnchorSet,
    Assignment,
    AuditGrant,
    Calibration,
    CorrectiveAction,
    Item,
    Plan,
    Pool,
    Reviewer,
    Round,
)
from .row_locks import RowLocks

LOCKS = RowLocks(
    order=(
        Plan,
        Pool,
        Round,
        Item,
        Assignment,
        Reviewer,
        Calibration,
        AnchorSet,
        CorrectiveAction,
        AuditGrant,
    ),
    parts={Assignment: ("item",)},
)
lock = LOCKS.lock
update_or_create = LOCKS.update_or_create


def lock_item(item_id: UUID) -> Item:
    """The item, locked until the transaction ends. Raises Item.DoesNotExist."""
    return lock(Item, Item.every.all()).get(pk=item_id)


def lock_assignment(assignment: Assignment) -> Assignment:
    """The assignment as it is now, with its item locked and its reviewer, round and review loaded."""
    lock_item(assignment.item_id)
    return Assignment.objects.select_related("item__round__rubric", "reviewer", "review").get(
        pk=assignment.pk
    )
