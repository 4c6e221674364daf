"""A chief reviewer says until how many candidates of one description are in a pool's answers wait."""

from django.db import transaction
from django.utils import timezone

from review_queue.errors import NotAllowed
from review_queue.items.queries.alike import rule_of, waiting_for_alike
from review_queue.locks import lock
from review_queue.models import Event, Item, Pool, PoolRole
from review_queue.permissions import User, pools_of
from review_queue.record import record
from review_queue.rules.alike import Rule


@transaction.atomic
def set_alike(*, pool: Pool, by: User, rule: Rule) -> bool:
    """Whether that is another rule than before. What waits now goes by it at the clock's next pass, counted
    from the day on which it was released. Raises NotAllowed."""
    locked = lock(Pool).get(pk=pool.pk)
    if not pools_of(by, PoolRole.Role.CHIEF).filter(pk=locked.pk).exists():
        raise NotAllowed
    if rule == rule_of(locked):
        return False
    locked.alike_at_least, locked.alike_wait_days = rule.least, rule.days
    locked.save(update_fields=["alike_at_least", "alike_wait_days"])
    detail = f"pool:{locked.pk},least:{rule.least},days:{rule.days}"
    record(None, Event.Kind.ALIKE_SET, actor=by, detail=detail)
    _move_days(locked, rule)
    return True


def _move_days(pool: Pool, rule: Rule) -> None:
    waiting = waiting_for_alike().filter(pool=pool)
    items = list(lock(Item, waiting).order_by("pk").prefetch_related("round"))
    cleared = Event.objects.filter(item__in=[item.pk for item in items], kind=Event.Kind.CLEARED)
    released = dict(cleared.order_by("pk").values_list("item_id", "at"))
    for item in items:
        item.waits_until = rule.until(timezone.localdate(released[item.pk]), item.round.window_until)
    Item.objects.bulk_update(items, ["waits_until"])
