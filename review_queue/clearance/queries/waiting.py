"""What comes after an answer on a clearer's list."""

from django.db.models import Q

from review_queue.models import Item
from review_queue.permissions import User, items_to_clear


def next_to_clear(user: User, after: Item) -> Item | None:
    """The one that has waited longest of those that arrived later; else the first that was passed over."""
    waiting = items_to_clear(user).exclude(pk=after.pk).order_by("received_at", "pk")
    later = Q(received_at__gt=after.received_at) | Q(received_at=after.received_at, pk__gt=after.pk)
    return waiting.filter(later).first() or waiting.first()
