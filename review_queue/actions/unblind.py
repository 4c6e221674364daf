"""A chief reviewer learns whose answer it is: for a reason, for some hours, and not unseen."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.functions import Now

from ..conf import conf
from ..errors import NoReason, NotAllowed, OpenAlready, TooLong
from ..models import Event, Item, PoolRole, Unblinding
from ..notifications import unblinding_letter, write
from ..permissions import User, items_led_by
from ..queries.staffing import kept_apart
from .lock import lock_item
from .record import record


@transaction.atomic
def unblind(*, item: Item, by: User, reason: str, hours: int) -> Unblinding:
    """Open the sender's reference of this item to `by` for so many hours, and write to those who watch.

    From now on `by` neither clears nor scores it. Raises NotAllowed, NoReason, TooLong or OpenAlready.
    """
    locked = lock_item(item.pk)
    if not items_led_by(by).filter(pk=locked.pk).exists():
        raise NotAllowed
    assert by.pk is not None
    if not reason.strip():
        raise NoReason
    if not 1 <= hours <= conf().UNBLIND_HOURS_MOST:
        raise TooLong
    if Unblinding.objects.running().filter(item=locked, by_id=by.pk).exists():
        raise OpenAlready
    row = Unblinding.objects.create(
        item=locked, by_id=by.pk, reason=reason.strip(), until=Now() + timedelta(hours=hours)
    )
    row.refresh_from_db()
    record(locked, Event.Kind.UNBLINDED, actor=by, detail=f"hours:{hours}")
    _tell(row)
    return row


def _tell(row: Unblinding) -> None:
    """The pool's other chiefs and its clearers, but nobody who must know nothing of this item."""
    roles = PoolRole.objects.filter(pool=row.item.pool_id).exclude(user=row.by_id)
    chiefs = set(roles.filter(role=PoolRole.Role.CHIEF).values_list("user_id", flat=True))
    watchers = get_user_model()._default_manager.filter(pk__in=roles.values("user"), is_active=True)
    apart = kept_apart(row.item, watchers.values_list("pk", flat=True))
    told = watchers.exclude(pk__in=apart)
    write(unblinding_letter(row, one, with_link=one.pk in chiefs) for one in told)
