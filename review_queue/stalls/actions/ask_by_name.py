"""A chief reviewer asks somebody by name. Every bar is looked at again; only the load may be exceeded."""

from django.db import transaction

from review_queue.assigning.actions.gather import gather
from review_queue.assigning.actions.offer import Grounds, lock_in_need, offer
from review_queue.assigning.actions.tell_reviewers import owe_letters
from review_queue.assigning.queries.deadlines import in_batches, leaves_at
from review_queue.errors import CannotTake, NotAllowed, NotWaiting
from review_queue.locks import lock
from review_queue.matching.eligibility import WhyNot
from review_queue.models import Assignment, Intervention, Item, Pool, Reviewer
from review_queue.permissions import User, items_led_by
from review_queue.stalls.rules import FULL, REFUSALS, SEEN_BY_CHIEF

from .intervene import note_intervention


@transaction.atomic
def ask_by_name(
    *, item: Item, reviewer: Reviewer, by: User, reason: str, beyond_capacity: bool = False
) -> Assignment:
    """The offer, which leaves with the next ones. `beyond_capacity` asks for more than was agreed.

    Whoever asks knows by now who scores beside, and does not score it. Raises NotAllowed, NotWaiting,
    CannotTake with the cause, or WithoutReason.
    """
    if in_batches():
        lock(Pool).get(pk=item.pool_id)  # before items and reviewers, as everywhere
    waiting = lock_in_need([item.pk])
    if not items_led_by(by).filter(pk=item.pk).exists():
        raise NotAllowed
    on = Grounds(waiting, [reviewer.pk])
    demand = on.demands.get(str(item.pk))
    if demand is None:
        raise NotWaiting
    if reviewer.user_id == by.pk:
        raise CannotTake(SEEN_BY_CHIEF)
    slot, key = demand.slots[0], str(item.pk)
    why = on.why_not(key, slot, reviewer.pk)
    exceeded = why is WhyNot.FULL and beyond_capacity
    if exceeded:
        on.make_room(reviewer.pk)
    if not on.take(key, slot, reviewer.pk):
        raise CannotTake(
            FULL if why is WhyNot.FULL else REFUSALS.get(why or WhyNot.BARRED, REFUSALS[WhyNot.BARRED])
        )
    made = _offer(waiting[0], slot, on.reviewers[reviewer.pk])
    note_intervention(
        item, Intervention.Kind.ASKED, by=by, reason=reason, assignment=made, beyond_capacity=exceeded
    )
    return made


def _offer(item: Item, slot: int, reviewer: Reviewer) -> Assignment:
    """Among those that leave next."""
    leaves = leaves_at()
    made = offer(item, slot, reviewer, leaves)
    if in_batches():
        gather(item.round, item.pool_id)
    else:
        owe_letters(leaves)
    return made
