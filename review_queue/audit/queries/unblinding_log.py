"""Who has learned whose answer an item is, and who knows it now."""

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from review_queue.conf import conf
from review_queue.models import Item, Round, Unblinding
from review_queue.permissions import User, items_led_by


def unblindings(item: Item) -> QuerySet[Unblinding]:
    """All of the item, in order."""
    return Unblinding.objects.filter(item=item).select_related("by")


def running(item: Item) -> QuerySet[Unblinding]:
    """Those that have not ended."""
    return Unblinding.objects.running().filter(item=item)


def unblindings_of(user: User, scored_in: Round) -> QuerySet[Unblinding]:
    """Of the round's items that the user leads, in order."""
    items = items_led_by(user).filter(round=scored_in).values("pk")
    return Unblinding.objects.filter(item__in=items).select_related("item", "by")


def whose(item: Item, user: User) -> str | None:
    """What the host says to this user about the item's reference; shown, never stored. None if it says
    nothing, or the host has no `WHO_IS`."""
    path = conf().WHO_IS
    words: str | None = import_string(path)(item.ref, user) if path else None
    return words
