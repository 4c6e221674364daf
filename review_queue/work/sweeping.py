"""Wake what is owed and take back what was dropped: what makes a lost message or a killed worker harmless."""

import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from review_queue.row_locks import RowLocks

from . import broker
from .models import Work
from .registry import job_for, kinds

logger = logging.getLogger(__name__)

LOCKS = RowLocks(order=(Work,))
A_PASS = 200
AGAIN_AFTER = timedelta(seconds=8)
# With at least one message waiting for each row owed, more messages would only pile up.
AGAIN_AFTER_IN_A_BACKLOG = timedelta(minutes=10)
# With an empty broker every row owed has lost its message, but for those a worker is just picking up.
AGAIN_AFTER_A_LOSS = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Swept:
    """What one pass did. `broker` is False if the broker does not answer."""

    expired: int
    dead: int
    woken: int
    broker: bool


def sweep() -> Swept:
    """One pass. Two at once are harmless; with the broker empty one pass wakes everything that is owed."""
    expired, dead = take_back()
    backlog = broker.waiting()
    if backlog is None:
        return Swept(expired, dead, 0, broker=False)
    wakes = _mark_for_waking(backlog)
    return Swept(expired, dead, len(wakes), broker=broker.wake(wakes) if wakes else True)


def take_back() -> tuple[int, int]:
    """Expired leases: back to waiting, or given up after the last attempt. How many of each."""
    late = Work.objects.filter(state=Work.State.RUNNING, lease_until__lte=Now())
    if not late.exists():
        return 0, 0
    dead = late.filter(_worn_out()).update(
        state=Work.State.DEAD, lease_until=None, trouble="Its lease ended on the last attempt"
    )
    expired = late.update(state=Work.State.PENDING, lease_until=None, woken_at=None)
    if dead:
        logger.error("%d pieces of background work have been given up.", dead)
    return expired, dead


def _mark_for_waking(backlog: int) -> list[broker.Wake]:
    """Choose and mark in one transaction, so that two sweepers share the rows instead of doubling them."""
    due = Work.objects.filter(state=Work.State.PENDING, due_at__lte=Now(), kind__in=kinds())
    if not due.exists():
        return []
    with transaction.atomic():
        chosen = list(LOCKS.lock(Work, _choose(due, backlog), skip_locked=True))
        for batch in (chosen[i : i + A_PASS] for i in range(0, len(chosen), A_PASS)):
            Work.objects.filter(pk__in=[row.pk for row in batch]).update(woken_at=Now())
    return [broker.Wake(str(row.pk), row.attempt, job_for(row.kind).lease) for row in chosen]


def _choose(due: QuerySet[Work], backlog: int) -> QuerySet[Work]:
    if backlog == 0:
        return _not_woken_for(due, AGAIN_AFTER_A_LOSS)
    in_a_backlog = backlog >= due.count()
    patience = AGAIN_AFTER_IN_A_BACKLOG if in_a_backlog else AGAIN_AFTER
    return _not_woken_for(due, patience)[:A_PASS]


def _not_woken_for(due: QuerySet[Work], patience: timedelta) -> QuerySet[Work]:
    quiet = Q(woken_at=None) | Q(woken_at__lte=Now() - patience)
    return due.filter(quiet).only("id", "kind", "attempt").order_by("due_at")


def _worn_out() -> Q:
    by_limit: defaultdict[int, list[str]] = defaultdict(list)
    for kind in kinds():
        by_limit[job_for(kind).attempts].append(kind)
    return reduce(or_, (Q(spent__gte=limit, kind__in=of) for limit, of in by_limit.items()), Q(pk__in=[]))
