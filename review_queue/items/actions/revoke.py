"""Take an item away from everybody who holds it."""

from review_queue.access import shut_to_all
from review_queue.models import Assignment, Item
from review_queue.record import revoke_each
from review_queue.rules.transitions import ACTIVE, HOLDS_SLOT, AssignmentState


def revoke_active(item: Item) -> None:
    """End the assignments of a locked item that are not submitted; drafts are seen by nobody."""
    _revoke(item, ACTIVE)


def revoke_all(item: Item) -> None:
    """End every assignment of a locked item, submitted ones too: those marks may not have been blind."""
    _revoke(item, HOLDS_SLOT)


def _revoke(item: Item, states: frozenset[AssignmentState]) -> None:
    """As many queries for one as for three: how long a report takes does not tell how many hold it."""
    held = Assignment.objects.filter(item=item, state__in=states).order_by("pk")
    revoke_each(item, list(held))
    shut_to_all(item.pk)
