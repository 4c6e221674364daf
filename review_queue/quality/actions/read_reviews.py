"""A chief reviewer reads the reviews of a decided answer, and from then on scores nothing of its writer."""

from django.db import transaction
from django.utils import timezone

from review_queue.errors import NotAllowed
from review_queue.locks import lock_item
from review_queue.models import Event, Item
from review_queue.permissions import User
from review_queue.quality.queries.readings import open_answers_of_writer
from review_queue.readers import items_to_read
from review_queue.record import record
from review_queue.scoring.actions.bar import bar
from review_queue.work.asking import ask


@transaction.atomic
def read_reviews(*, item: Item, by: User) -> None:
    """Note, once a day for each reader, that the reviews are read. Raises NotAllowed."""
    locked = lock_item(item.pk)
    if not items_to_read(by).filter(pk=locked.pk).exists():
        raise NotAllowed
    noted = locked.events.filter(kind=Event.Kind.READ, actor=by.pk, at__date=timezone.localdate())
    if not noted.exists():
        event = record(locked, Event.Kind.READ, actor=by)
        ask("review_queue.keep_reader_away", str(event.pk))


def keep_reader_away(*, event_id: int) -> None:
    """Bar whoever read from what else of the same writer is open, should he or she become a reviewer."""
    event = Event.objects.select_related("item").get(pk=event_id)
    assert event.item is not None
    assert event.actor_id is not None
    for other in open_answers_of_writer(event.item):
        bar(item_id=other, users=[event.actor_id])
