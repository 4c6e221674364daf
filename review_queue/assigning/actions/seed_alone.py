"""Give an anchor that is owed by itself, where answers come by themselves, when others get answers."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from review_queue.assigning.queries.anchor_seeding import leave_together, newest_offers
from review_queue.assigning.queries.candidates import candidates
from review_queue.assigning.queries.deadlines import leaves_at
from review_queue.locks import lock
from review_queue.models import Assignment, Reviewer
from review_queue.rules.seeding import alone_at
from review_queue.work.rows import for_each_row

from .offer import drawn
from .seed_anchors import seed_one
from .tell_reviewers import owe_letters

LATEST = timedelta(days=14)
"""Longer after a round's last answer, another one would be a surprise."""


def seed_alone() -> int:
    """At most one for each reviewer and round since the newest answer; how many. For the clock."""
    now = timezone.now()

    def give(newest: Assignment) -> bool:
        seed = newest.item.round.seed
        return now >= alone_at(newest.offered_at, seed=seed, reviewer=newest.reviewer_id) and _give(newest)

    return sum(for_each_row(newest_offers(now - LATEST, now - timedelta(days=1)), give))


@transaction.atomic
def _give(newest: Assignment) -> bool:
    """Under the reviewer's lock: another clock may be here too, and an answer may just have come."""
    who = lock(Reviewer).get(pk=newest.reviewer_id)
    still = newest_offers(newest.offered_at, newest.offered_at).filter(pk=newest.pk).exists()
    leaves = leaves_at()
    offer = drawn(newest.item, 1, who, leaves)
    if not still or not _can_take(newest) or offer.due <= timezone.localdate():
        return False
    made = seed_one(offer) if leave_together(leaves, newest) else None
    if made:
        owe_letters(leaves)
    return made is not None


def _can_take(newest: Assignment) -> bool:
    people = candidates([newest.item], only=[newest.reviewer_id])
    return any(one.room > 0 for one in people)
