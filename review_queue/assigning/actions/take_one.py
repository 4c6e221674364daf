"""Offer a reviewer who asked for one an answer of those that have waited longest, drawn by lot.

But first those whose other reviewer has scored less together with the one who asks.
"""

import datetime
from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from review_queue.assigning.queries.candidates import candidates
from review_queue.assigning.queries.deadlines import in_batches, leaves_at
from review_queue.assigning.queries.demand import demands, items_to_take
from review_queue.assigning.queries.pairings import times_together
from review_queue.assigning.queries.waiting import outlook, waiting
from review_queue.locks import lock
from review_queue.matching.eligibility import why_not
from review_queue.models import Assignment, Event, Item, Pool, Reviewer, Wish
from review_queue.record import record
from review_queue.rules.seeding import lot

from .gather import gather
from .offer import Grounds, drawn, lock_in_need, offer
from .seed_anchors import seed_instead
from .tell_reviewers import owe_letters

LOOKED_AT = 200
"""So many of the oldest items are tried before the answer is "nothing"."""
DRAWN_FROM = 20
"""Among so many of the oldest that suit the reviewer the lot decides: else two who ask one after the other
would get the same one, and know it. Among more, one could wait for very long."""


def take_one(*, wish: Wish, today: datetime.date) -> Assignment | None:
    """An answer, or an anchor, offered to the reviewer with what leaves next, and the wish settled; or None
    if there is none that he or she may score now.

    An item that somebody else is just taking is passed over, never waited for.
    """
    suited = _suited(list(items_to_take(wish.reviewer, today)[:LOOKED_AT]), wish.reviewer)
    together = times_together(wish.reviewer, [item.pk for item in suited])
    oldest, later = suited[:DRAWN_FROM], suited[DRAWN_FROM:]
    by_lot = sorted(oldest, key=lambda item: lot(seed=item.round.seed, words=f"{wish.pk}:{item.pk}"))
    for item in sorted([*by_lot, *later], key=lambda item: together[item.pk]):
        taken = _claim(item, wish)
        if taken:
            return taken
    return None


def _suited(waiting: Sequence[Item], reviewer: Reviewer) -> list[Item]:
    """What looks right before anything is locked: most of a long list is ruled out without a transaction."""
    one = next(iter(candidates(waiting, only=[reviewer.pk])), None)
    right = {UUID(demand.item) for demand in demands(waiting) if one and not why_not(one, demand)}
    return [item for item in waiting if item.pk in right]


@transaction.atomic
def _claim(item: Item, wish: Wish) -> Assignment | None:
    """Under the reviewer's lock a wish is settled once, by one clock."""
    if in_batches():
        lock(Pool).get(pk=item.pool_id)  # before items and reviewers, as everywhere
    items = lock_in_need([item.pk], skip_locked=connection.features.has_select_for_update_skip_locked)
    slots = next((one.slots for one in demands(items)), ())
    on = Grounds(items, [wish.reviewer_id])
    if not slots or not on.take(str(item.pk), slots[0], wish.reviewer_id):
        return None
    if not Wish.objects.filter(pk=wish.pk, settled_at=None).update(settled_at=timezone.now()):
        return None
    return _give(items[0], slots[0], wish.reviewer)


def _give(item: Item, slot: int, reviewer: Reviewer) -> Assignment:
    leaves = leaves_at()
    anchor = seed_instead(drawn(item, slot, reviewer, leaves)) if _has_company(item) else None
    made = anchor or offer(item, slot, reviewer, leaves)
    record(made.item, Event.Kind.TAKEN, assignment=made)
    if in_batches():
        gather(item.round, item.pool_id)
    else:
        owe_letters(leaves)
    return made


def _has_company(item: Item) -> bool:
    """An anchor that left without an answer would leave sooner than an answer does, and tell."""
    return not in_batches() or outlook(waiting(item.round_id, item.pool_id)) is not None
