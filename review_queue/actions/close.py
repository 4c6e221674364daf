"""End an item's life in the queue."""

from ..models import BarredAgency, BarredUser, Item, Suspect
from ..rules.transitions import ItemState
from .access import shut_to_all
from .derive import remove
from .record import move


def close(item: Item, to: ItemState) -> None:
    """Move a locked item to a state without a way out, and delete what only served to assign it."""
    move(item, to)
    shut_to_all(item.pk)
    remove(Suspect.objects.filter(section__item=item))
    remove(BarredUser.objects.filter(item=item))
    remove(BarredAgency.objects.filter(item=item))
