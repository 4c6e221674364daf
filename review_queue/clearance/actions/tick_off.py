"""A clearer has looked at a marked word and leaves it in, or takes that back."""

from django.db import transaction

from review_queue.errors import MaskedMeanwhile
from review_queue.models import Event, Item, Suspect
from review_queue.permissions import User
from review_queue.record import record

from .release import lock_for_clearing


@transaction.atomic
def tick_off(*, item: Item, words: str, by: User, stays: bool = True) -> None:
    """Say of every mention of these marked words that it stays, or with `stays` False that it is open again.

    It is kept for every clearer, until the item is released. The trail says once that this person has looked,
    who will not score it then. Raises MaskedMeanwhile if these words are not marked any more, WrongState.
    """
    locked = lock_for_clearing(item, by)
    marked = Suspect.objects.filter(section__item=locked).select_related("section")
    wanted = words.split()  # a browser sends other ends of lines than there are
    these = [one.pk for one in marked if one.section.text[one.start : one.end].split() == wanted]
    if not these:
        raise MaskedMeanwhile
    Suspect.objects.filter(pk__in=these).update(ticked_by=by.pk if stays else None)
    if not locked.events.filter(kind=Event.Kind.LOOKED, actor_id=by.pk).exists():
        record(locked, Event.Kind.LOOKED, actor=by)
