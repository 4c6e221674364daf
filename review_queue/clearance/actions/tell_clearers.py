"""Tell the clearers of a pool that something waits."""

from django.contrib.auth import get_user_model
from django.db import transaction

from review_queue.clearance.letters import clearance_letter
from review_queue.mail import write
from review_queue.models import BarredUser, Item, PoolRole
from review_queue.rules.transitions import ItemState


@transaction.atomic
def tell_clearers(*, event_id: int) -> None:
    """Write to the pool's clearers when this is the only item that waits; later ones are on their list."""
    item = Item.every.get(events=event_id)
    waiting = Item.objects.filter(pool=item.pool_id, state=ItemState.RECEIVED)
    if item.state != ItemState.RECEIVED or waiting.count() > 1:
        return
    roles = PoolRole.objects.filter(pool=item.pool_id, role=PoolRole.Role.CLEARER)
    barred = BarredUser.objects.filter(item=item).values("user")
    clearers = (
        get_user_model()
        ._default_manager.filter(pk__in=roles.values("user"), is_active=True)
        .exclude(pk__in=barred)
    )
    write(clearance_letter(event_id, item.pool_id, clearer) for clearer in clearers)
