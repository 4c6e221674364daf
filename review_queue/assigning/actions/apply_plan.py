"""Apply a plan: all of it, in one transaction that checks everything again, or nothing."""

from django.db import transaction
from django.utils import timezone

from review_queue.assigning.queries.deadlines import in_batches, leaves_at
from review_queue.errors import WrongState
from review_queue.locks import lock
from review_queue.models import Plan, PlannedSlot, Pool
from review_queue.permissions import User

from .gather import gather
from .offer import Grounds, lock_in_need, offer_planned
from .seed_anchors import seed_anchors
from .tell_reviewers import owe_letters


@transaction.atomic
def apply_plan(*, plan: Plan, by: User | None = None) -> Plan:
    """The plan, `applied`; or `stale`, and nothing assigned, if one of its pairs is no longer right.

    Its offers leave at the next moment, whoever applies it, or wait until others leave with them. Raises
    WrongState if it is not proposed any more.
    """
    locked = lock(Plan).select_related("round").get(pk=plan.pk)
    if locked.state != Plan.State.PROPOSED:
        raise WrongState
    if in_batches():
        lock(Pool).get(pk=locked.pool_id)  # before the reviewers, as the clock does that looks at what waits
    on = _still_right(locked)
    if on:
        leaves = leaves_at()
        offer_planned(locked, leaves)
        seed_anchors(locked, on.room)
        if in_batches():
            gather(locked.round, locked.pool_id)
        else:
            owe_letters(leaves)
    locked.state = Plan.State.APPLIED if on else Plan.State.STALE
    locked.settled_at, locked.settled_by_id = timezone.now(), by.pk if by else None
    locked.save(update_fields=["state", "settled_at", "settled_by"])
    return locked


def _still_right(plan: Plan) -> Grounds | None:
    """Lock what the plan is about, and check every pair again; None if one is no longer right."""
    rows = PlannedSlot.objects.filter(plan=plan)
    items = rows.values("item")
    pairs = rows.order_by("pk").values_list("item", "slot", "reviewer")
    on = Grounds(lock_in_need(items), {who for *_, who in pairs}, among=items)
    return on if all(on.take(str(item), slot, who) for item, slot, who in pairs) else None
