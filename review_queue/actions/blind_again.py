"""Nobody may know any longer whose answer it is."""

from django.db import transaction
from django.db.models.functions import Now

from ..errors import NotAllowed
from ..models import Event, Item, Unblinding
from ..permissions import User, items_led_by
from .lock import lock_item
from .record import record


@transaction.atomic
def blind_again(*, item: Item, by: User) -> int:
    """End every running unblinding of the item before its time; how many. Raises NotAllowed."""
    locked = lock_item(item.pk)
    if not items_led_by(by).filter(pk=locked.pk).exists():
        raise NotAllowed
    ended = Unblinding.objects.running().filter(item=locked).update(closed_at=Now())
    if ended:
        record(locked, Event.Kind.BLINDED, actor=by, detail=f"ended:{ended}")
    return ended
