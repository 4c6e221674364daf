"""Let offers leave together: one that leaves alone shows its two reviewers that they share an answer."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from review_queue.assigning.queries.deadlines import deadlines, in_batches
from review_queue.assigning.queries.waiting import Outlook, outlook, waiting, waiting_groups
from review_queue.assigning.queries.wishes import looked_at_before
from review_queue.locks import lock
from review_queue.models import Assignment, Pool, Round
from review_queue.work.rows import for_each_row

from .accompany import accompany
from .tell_reviewers import owe_letters


def gather_all() -> int:
    """Look at all that waits, for the clock: something may have been withdrawn. How many anchors were given
    to keep others company, shortly before they leave: until then another answer may come."""
    if not in_batches():
        return 0
    groups = for_each_row(waiting_groups(), _look_at, name=lambda group: f"round {group[0]}, pool {group[1]}")
    return sum(groups)


@transaction.atomic
def _look_at(group: tuple[int, int]) -> int:
    """All that waits in a round and pool, by their keys."""
    scored_in, pool = Round.objects.get(pk=group[0]), group[1]
    batch = gather(scored_in, pool)
    if batch is None or batch.enough or batch.leaves - timezone.now() > looked_at_before():
        return 0
    return accompany(waiting(scored_in.pk, pool), batch)


@transaction.atomic
def gather(scored_in: Round, pool: int) -> Outlook | None:
    """All that waits in a round and pool leaves at the next moment if it is enough, else when the first has
    waited longest. None if nothing waits.

    The pool is locked, before items and reviewers everywhere: of two that bring an answer each, the second
    counts both.
    """
    lock(Pool).get(pk=pool)
    offers = waiting(scored_in.pk, pool)
    batch = outlook(offers)
    if batch:
        _move(offers, scored_in, batch.leaves)
        owe_letters(batch.leaves)
    return batch


def _move(offers: QuerySet[Assignment], scored_in: Round, leaves: datetime.datetime) -> None:
    """Deadlines follow, but those that a sender gave stay."""
    due, answer_by = deadlines(scored_in, leaves)
    for before in set(offers.exclude(offered_at=leaves).order_by().values_list("offered_at", flat=True)):
        usual, _ = deadlines(scored_in, before)
        offers.filter(offered_at=before, due=usual).update(due=due)
        offers.filter(offered_at=before).update(offered_at=leaves, answer_by=answer_by)
