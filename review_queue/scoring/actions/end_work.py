"""End work that is no longer needed. What ends for both reviewers of an answer at one time shows the pair."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from review_queue.access import shut_to_reviewer
from review_queue.assigning.queries.deadlines import in_batches, moments_ahead
from review_queue.calibration.actions import give_up
from review_queue.locks import lock_assignment
from review_queue.models import Assignment, Event, Item
from review_queue.record import move_assignment, record
from review_queue.rules.seeding import by_lot
from review_queue.rules.transitions import ACTIVE, AssignmentState
from review_queue.work.rows import for_each_row

COMPANY = 2
"""So many anchors of others end with an answer, if others hold any."""


def end_one_by_one(item: Item) -> None:
    """Whoever holds a locked item keeps it until a moment of his or her own, in an order drawn by lot, and
    anchors that others hold end among them. What has not left yet is never seen.

    The item is closed by now or soon: what is still handed in counts for nothing.
    """
    now, held = (
        timezone.now(),
        Assignment.objects.filter(item=item, state__in=ACTIVE).select_related("reviewer"),
    )
    for one in held.filter(offered_at__gt=now):
        _end(one)
    _in_turn(item, [*held.filter(offered_at__lte=now), *company(item)])


def _in_turn(item: Item, ending: Sequence[Assignment]) -> None:
    by_id = {one.pk: one for one in ending}
    lots = by_lot(by_id, seed=item.round.seed, words=f"{item.pk}:ends")
    for pk, ends in zip(lots, moments_ahead(len(lots)), strict=True):
        Assignment.objects.filter(pk=pk).update(ends_at=ends)


def end_with(item: Item) -> None:
    """Anchors that others hold end now, as a locked item is about to."""
    company(item).update(ends_at=timezone.now())


def company(item: Item) -> QuerySet[Assignment]:
    """Anchors that others hold in its round and pool, to end with a locked item; one of each of them.

    Says in the trail if two reviewers see the item end and there is nothing to end with it.
    """
    seen = Assignment.objects.filter(item=item, state__in=ACTIVE, offered_at__lte=timezone.now())
    holders = set(seen.values_list("reviewer", flat=True))
    pair = len(holders) > 1
    lots = _lots(item, holders) if in_batches() and (pair or item.kind == Item.Kind.SEEDED) else []
    if in_batches() and pair and not lots:
        record(item, Event.Kind.ENDED_ALONE)
    return Assignment.objects.filter(pk__in=lots)


def _lots(item: Item, holders: set[int]) -> list[int]:
    anchors = Assignment.objects.filter(
        item__kind=Item.Kind.SEEDED,
        item__round=item.round_id,
        item__pool=item.pool_id,
        state__in=ACTIVE,
        offered_at__lte=timezone.now(),
        ends_at=None,
    )
    by_reviewer = dict(anchors.exclude(reviewer__in=holders).order_by("-pk").values_list("reviewer", "pk"))
    lots = by_lot(by_reviewer, seed=item.round.seed, words=f"{item.pk}:company")
    return [by_reviewer[one] for one in lots[:COMPANY]]


def end_due() -> int:
    """Settle what has ended at its moment, when its reviewer ceased to see it; how many. For the clock."""
    over = Assignment.objects.filter(state__in=ACTIVE, ends_at__lte=timezone.now())
    return sum(for_each_row(over.order_by("ends_at", "code"), _settle))


@transaction.atomic
def _settle(assignment: Assignment) -> bool:
    """A draft is seen by nobody until it is forgotten (`thank`). False if it was handed in meanwhile."""
    locked = lock_assignment(assignment)
    if locked.state not in ACTIVE:
        return False
    _end(locked)
    if locked.item.kind != Item.Kind.ANSWER:
        give_up(locked.item)
    return True


def _end(assignment: Assignment) -> None:
    move_assignment(assignment, AssignmentState.REVOKED)
    shut_to_reviewer(assignment)
    record(assignment.item, Event.Kind.REVOKED, assignment=assignment)
