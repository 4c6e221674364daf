""" "Give me one": a reviewer asks for work and gets the answer that has waited longest.

Unless another one waits whose other reviewer has scored less together with the one who asks.
"""

import datetime
from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from review_queue.assigning.queries.candidates import candidates
from review_queue.assigning.queries.demand import demands, items_to_take
from review_queue.assigning.queries.pairings import times_together
from review_queue.models import Assignment, Event, Item, Reviewer
from review_queue.record import record
from review_queue.rules.eligibility import why_not

from .accept import accept
from .offer import Grounds, drawn, lock_in_need, offer
from .seed_anchors import seed_instead

LOOKED_AT = 200
"""So many of the oldest items are tried before the answer is "nothing"."""


def take_one(*, reviewer: Reviewer, today: datetime.date) -> Assignment | None:
    """An answer taken on by the reviewer, or None if there is none that he or she may score now.

    An item that somebody else is just taking is passed over, never waited for.
    """
    waiting = _suited(list(items_to_take(reviewer, today)[:LOOKED_AT]), reviewer)
    together = times_together(reviewer, waiting)
    for item in sorted(waiting, key=lambda pk: together[pk]):
        taken = _claim(item, reviewer)
        if taken:
            return taken
    return None


def _suited(waiting: Sequence[Item], reviewer: Reviewer) -> list[UUID]:
    """What looks right before anything is locked: most of a long list is ruled out without a transaction."""
    one = next(iter(candidates(waiting, only=[reviewer.pk])), None)
    return [UUID(demand.item) for demand in demands(waiting) if one and not why_not(one, demand)]


@transaction.atomic
def _claim(item_id: UUID, reviewer: Reviewer) -> Assignment | None:
    items = lock_in_need([item_id], skip_locked=connection.features.has_select_for_update_skip_locked)
    slots = next((one.slots for one in demands(items)), ())
    on = Grounds(items, [reviewer.pk])
    if not slots or not on.take(str(item_id), slots[0], reviewer.pk):
        return None
    now = timezone.now()
    anchor = seed_instead(drawn(items[0], slots[0], reviewer, now))
    made = anchor or offer(items[0], slots[0], reviewer, now)
    record(made.item, Event.Kind.TAKEN, assignment=made)
    accept(assignment=made)
    made.refresh_from_db()
    return made
