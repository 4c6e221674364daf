"""A clearer has read the text and lets it go to reviewers."""

from django.db import transaction

from ..errors import WrongState
from ..models import Event, Item, Suspect
from ..permissions import User, items_to_clear
from ..rules.transitions import ItemState
from ..work.asking import ask
from .lock import lock_item
from .record import move, record


@transaction.atomic
def release(*, item: Item, by: User) -> None:
    """The item may be assigned; whoever released it never scores it. Raises WrongState."""
    locked = lock_for_clearing(item, by)
    locked.cleared_by_id = by.pk
    locked.save(update_fields=["cleared_by"])
    remaining, _ = Suspect.objects.filter(section__item=locked).delete()
    move(locked, ItemState.CLEARED)
    event = record(locked, Event.Kind.CLEARED, actor=by, detail=f"suspects:{remaining}")
    ask("review_queue.assign", str(event.pk))


def lock_for_clearing(item: Item, by: User) -> Item:
    """The item, locked, while it waits for this clearer.

    Raises WrongState if somebody else has moved it on, or it is no longer this person's to clear.
    """
    locked = lock_item(item.pk)
    if not items_to_clear(by).filter(pk=item.pk).exists():
        raise WrongState
    return locked
