"""End an item's life in the queue."""

from django.conf import settings

from review_queue.access import shut_but_to_holders
from review_queue.bulk import remove
from review_queue.models import BarredAgency, BarredUser, Event, FormerBar, Item, Suspect
from review_queue.models.bars import user_digests
from review_queue.record import move, record
from review_queue.rules.transitions import ItemState
from review_queue.statements.subjects import Subject


def close(item: Item, to: ItemState) -> None:
    """Move a locked item to a state without a way out, and delete what only served to assign it."""
    move(item, to)
    shut_but_to_holders(item.pk)
    remove(Suspect.objects.filter(section__item=item))
    _keep_digests(item)
    remove(BarredUser.objects.filter(item=item))
    agencies = BarredAgency.objects.filter(item=item).count()
    remove(BarredAgency.objects.filter(item=item))
    if agencies or settings.SECRET_KEY_FALLBACKS:
        # Bars are stated as they stand from now on: agencies are gone, and the site's secret may be another.
        record(
            item,
            Event.Kind.BARRED,
            detail=f"agencies:{agencies}",
            states=(Subject.ITEM, item.pk),
        )


def _keep_digests(item: Item) -> None:
    """Whoever leads the pool one day reads results and who scored, but for these."""
    barred = BarredUser.objects.filter(item=item).values_list("user", flat=True)
    FormerBar.objects.bulk_create(FormerBar(item=item, digest=user_digests(user)[0]) for user in barred)
