"""Answers wait until enough candidates of their description are in; this counts, and lets them go on."""

import datetime
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from review_queue.items.queries.alike import candidates_of, descriptions, rule_of, waiting_for_alike
from review_queue.locks import lock
from review_queue.models import Event, Item, Pool, Round
from review_queue.record import record
from review_queue.rules.alike import Rule
from review_queue.work.rows import for_each_row

Group = tuple[int, int]
"""A round and a pool."""


def let_go_everywhere() -> int:
    """For the clock: the days of some are over, and the rule of a pool may have changed. How many go on."""
    waiting = waiting_for_alike().order_by()
    groups = sorted(waiting.values_list("round", "pool").distinct())
    gone = for_each_row(groups, _let_go, name=lambda group: f"round {group[0]}, pool {group[1]}")
    return sum(len(one) for one in gone)


def _let_go(group: Group) -> list[UUID]:
    return let_go(scored_in=Round.objects.get(pk=group[0]), pool=group[1], today=timezone.localdate())


@transaction.atomic
def let_go(*, scored_in: Round, pool: int, today: datetime.date) -> list[UUID]:
    """Those that wait in a round and pool, and need not any longer, go on; which. What has gone on once does
    not wait again, though others are withdrawn.

    The pool is locked: of two that are released at once, the second to be looked at counts both. Where
    answers are assigned together none goes on before the window has closed, so that what is withdrawn by
    then does not count; but where the rule is switched off, all do at once.
    """
    rule = rule_of(lock(Pool).get(pk=pool))
    waiting = waiting_for_alike().filter(round=scored_in, pool=pool)
    listed = list(lock(Item, waiting).order_by("pk"))
    described = descriptions(listed)
    kinds = {*described.values()} if rule.waits else set()
    counts = {one: candidates_of(scored_in.pk, pool, one) for one in kinds}
    told = _told(listed)
    gone = []
    for item in listed:
        alike = counts.get(described[item.pk], rule.least)
        if _is_over(item, rule, alike, today, scored_in.window_until):
            _go_on(item, rule, alike, told)
            gone.append(item.pk)
        elif item.pk not in told:
            record(item, Event.Kind.WAITING, detail=f"alike:{alike},of:{rule.least}")
    return gone


def _is_over(
    item: Item, rule: Rule, alike: int, today: datetime.date, window_until: datetime.date | None
) -> bool:
    assert item.waits_until is not None
    if not rule.waits:
        return True
    if window_until is not None and today <= window_until:
        return False
    return alike >= rule.least or today >= item.waits_until


def _go_on(item: Item, rule: Rule, alike: int, told: Collection[UUID]) -> None:
    """Its place is open from now on. Of an answer that never had to wait there is nothing to tell."""
    item.waits_until = None
    item.save(update_fields=["waits_until"])
    few = rule.waits and alike < rule.least
    if few:
        record(item, Event.Kind.FEW_ALIKE, detail=f"alike:{alike},of:{rule.least}")
    elif item.pk in told:
        record(item, Event.Kind.JOINED, detail=f"alike:{alike}" if rule.waits else "off")


def _told(items: list[Item]) -> set[UUID]:
    """Of which there is an event that they wait, since they were released last. One query."""
    kinds = [Event.Kind.CLEARED, Event.Kind.WAITING]
    rows = Event.objects.filter(item__in=[item.pk for item in items], kind__in=kinds).order_by("pk")
    last = dict(rows.values_list("item_id", "kind"))
    return {item.pk for item in items if last.get(item.pk) == Event.Kind.WAITING}
