"""End an item's life in the queue."""

from ..models import BarredAgency, BarredUser, Item, PoolRole, Suspect
from ..rules.transitions import ItemState
from .access import shut_to_all
from .derive import remove
from .record import move


def close(item: Item, to: ItemState) -> None:
    """Move a locked item to a state without a way out, and delete what only served to assign it.

    Bars of the pool's chief reviewers stay: a result and who scored it are theirs to read, but for these.
    """
    move(item, to)
    shut_to_all(item.pk)
    remove(Suspect.objects.filter(section__item=item))
    chiefs = PoolRole.objects.filter(pool=item.pool_id, role=PoolRole.Role.CHIEF).values("user")
    remove(BarredUser.objects.filter(item=item).exclude(user__in=chiefs))
    remove(BarredAgency.objects.filter(item=item))
