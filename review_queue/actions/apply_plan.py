"""Apply a plan: all of it, in one transaction that checks everything again, or nothing."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ..errors import WrongState
from ..models import Plan, PlannedSlot
from ..permissions import User
from ..work.asking import ask
from .offer import Grounds, lock_in_need, offer


@transaction.atomic
def apply_plan(*, plan: Plan, by: User | None = None) -> Plan:
    """The plan, `applied`; or `stale`, and nothing assigned, if one of its pairs is no longer right.

    Raises WrongState if it is not proposed any more.
    """
    locked = Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if locked.state != Plan.State.PROPOSED:
        raise WrongState
    rows = PlannedSlot.objects.filter(plan=locked).order_by("pk")
    pairs = [(str(item), slot, who) for item, slot, who in rows.values_list("item", "slot", "reviewer")]
    items = lock_in_need({UUID(item) for item, _, _ in pairs})
    on = Grounds(items, {who for *_, who in pairs})
    right = all(on.take(*pair) for pair in pairs)
    if right:
        offer(pairs, on, plan=locked)
        ask("review_queue.tell_reviewers", str(locked.pk))
    locked.state = Plan.State.APPLIED if right else Plan.State.STALE
    locked.settled_at, locked.settled_by_id = timezone.now(), by.pk if by else None
    locked.save(update_fields=["state", "settled_at", "settled_by"])
    return locked
