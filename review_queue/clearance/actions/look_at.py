"""A clearer says that he or she has looked at a page."""

from django.db import transaction

from review_queue.errors import MaskedMeanwhile, WrongState
from review_queue.models import Event, Item, PageLook, SectionFile
from review_queue.permissions import User
from review_queue.record import record

from .release import lock_for_clearing


@transaction.atomic
def look_at(*, item: Item, position: int, page: int, version: int, by: User) -> None:
    """Note the look at a page, counted from 1, of the file of the section at this position. Twice is once.

    The trail says once that this person has looked, who will not score it then; the rows say at which pages.
    Raises MaskedMeanwhile if the file was drawn anew after this version, WrongState if there is no such page.
    """
    locked = lock_for_clearing(item, by)
    file = SectionFile.objects.filter(section__item=locked, section__position=position).first()
    if file is None or page not in file.page_numbers:
        raise WrongState
    if file.version != version:
        raise MaskedMeanwhile
    PageLook.objects.get_or_create(file=file, page=page, by_id=by.pk)
    if not locked.events.filter(kind=Event.Kind.LOOKED, actor_id=by.pk).exists():
        record(locked, Event.Kind.LOOKED, actor=by)
