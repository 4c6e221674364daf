"""End an item's life in the queue."""

from ..models import BarredAgency, BarredUser, FormerBar, Item, Suspect
from ..models.bars import user_digests
from ..rules.transitions import ItemState
from .access import shut_but_to_holders
from .derive import remove
from .record import move


def close(item: Item, to: ItemState) -> None:
    """Move a locked item to a state without a way out, and delete what only served to assign it."""
    move(item, to)
    shut_but_to_holders(item.pk)
    remove(Suspect.objects.filter(section__item=item))
    _keep_digests(item)
    remove(BarredUser.objects.filter(item=item))
    remove(BarredAgency.objects.filter(item=item))


def _keep_digests(item: Item) -> None:
    """Whoever leads the pool one day reads results and who scored, but for these."""
    barred = BarredUser.objects.filter(item=item).values_list("user", flat=True)
    FormerBar.objects.bulk_create(FormerBar(item=item, digest=user_digests(user)[0]) for user in barred)
