"""What comes after an answer on a clearer's list, and what is behind."""

from django.db.models import Max, Q

from review_queue.models import Event, Item
from review_queue.permissions import User, items_to_clear, items_to_take_back
from review_queue.rules.transitions import CLOSED, ItemState

LAST = 20


def next_to_clear(user: User, after: Item) -> Item | None:
    """The one that has waited longest of those that arrived later; else the first that was passed over."""
    waiting = items_to_clear(user).exclude(pk=after.pk).order_by("received_at", "pk")
    later = Q(received_at__gt=after.received_at) | Q(received_at=after.received_at, pk__gt=after.pk)
    return waiting.filter(later).first() or waiting.first()


def released_by(user: User) -> list[Item]:
    """The last that this clearer has released and that have no result yet, with `released_at`: they can still
    be taken back. One query."""
    mine = items_to_take_back(user).filter(cleared_by_id=user.pk).exclude(state=ItemState.RECEIVED)
    open_ones = mine.exclude(state__in=CLOSED).select_related("round", "pool")
    when = Max("events__at", filter=Q(events__kind=Event.Kind.CLEARED))
    return list(open_ones.annotate(released_at=when).order_by("-released_at", "pk")[:LAST])
