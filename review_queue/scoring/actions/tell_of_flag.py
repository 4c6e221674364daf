"""Tell the chief reviewers that somebody has flagged an answer."""

from django.db import transaction

from review_queue.items.queries.oversight import chiefs_of
from review_queue.mail import write
from review_queue.models import Event, Item
from review_queue.scoring.letters import flag_letter


@transaction.atomic
def tell_of_flag(*, event_id: int) -> None:
    """Write to the chiefs who may know of the item. Of a copy of an anchor there is nothing to tell."""
    event = Event.objects.select_related("item").get(pk=event_id)
    item = event.item
    if item is None or item.kind != Item.Kind.ANSWER:
        return
    roles = chiefs_of(item).select_related("user").filter(user__is_active=True)
    write(flag_letter(event, item, role.user) for role in roles)
