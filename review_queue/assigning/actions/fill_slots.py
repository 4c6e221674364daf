"""Fill open slots without a person: propose and apply, and again if something changed between the two."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from itertools import groupby

from django.db import transaction

from review_queue.assigning.queries.reasons import reasons_said, why_open
from review_queue.models import Event, Item, Plan
from review_queue.work.rows import all_at_once

from .apply_plan import apply_plan
from .offer import lock_in_need
from .propose_plan import Drawn, draw_plan, keep

TRIES = 3


Transaction = Callable[[], AbstractContextManager[object]]


class _Changed(Exception):
    """Undoes the transaction of a plan that is no longer right when it is applied."""


def fill_slots(items: Iterable[Item], *, within: Transaction = transaction.atomic) -> list[Plan]:
    """The plans applied, one for each round and pool. `items` come with their round and pool.

    Each is drawn first, then kept and applied inside `within`, or nothing of it is written: a process that
    is killed in between leaves no plan that nobody asked for. Where an item makes the plan of its round fail,
    each has a plan of its own.
    """

    def of(item: Item) -> tuple[int, int]:
        return (item.round_id, item.pool_id)

    groups = [list(group) for _, group in groupby(sorted(items, key=of), key=of)]
    drawn = (plan for group in groups for plan in all_at_once(group, lambda some: _fill(some, within)))
    return [plan for plan in drawn if plan]


def _fill(items: list[Item], within: Transaction) -> Plan | None:
    """None if nobody is eligible, or things change faster than plans are drawn."""
    for _ in range(TRIES):
        drawn = draw_plan(scored_in=items[0].round, pool=items[0].pool, items=items)
        with suppress(_Changed), within():
            plan = _apply(drawn)
            note_unfilled(items)
            return plan
    with within():
        note_unfilled(items)
    return None


def _apply(drawn: Drawn) -> Plan | None:
    if not drawn.solved.pairs:
        return None
    plan = apply_plan(plan=keep(drawn))
    if plan.state != Plan.State.APPLIED:
        raise _Changed
    return plan


@transaction.atomic
def note_unfilled(items: Iterable[Item]) -> None:
    """Record that these still wait and why, in counts; once for as long as the reasons stay the same."""
    waiting = lock_in_need([item.pk for item in items])
    if not waiting:
        return
    said = reasons_said(waiting)
    Event.objects.bulk_create(
        Event(item=item, kind=Event.Kind.UNFILLED, detail=why)
        for item, why in zip(waiting, why_open(waiting), strict=True)
        if said.get(item.pk) != why
    )
