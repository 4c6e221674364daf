"""Tell chief reviewers what does not go by itself: one letter a day for all that they lead, and none when
there is nothing new."""

import datetime
from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone

from review_queue.locks import lock
from review_queue.mail import write
from review_queue.models import Event, Item, Mail, Pool, PoolRole
from review_queue.permissions import pools_of
from review_queue.record import record
from review_queue.stalls.letters import OfPool, key_of, stuck_letter
from review_queue.stalls.queries.stalled import (
    Missing,
    Stall,
    kept_from_chiefs,
    missing_reviewers,
    stalls,
)
from review_queue.stalls.rules import FROM_HOUR, TELL_AGAIN
from review_queue.work.rows import for_each_row


def tell_chiefs() -> int:
    """How many letters were written, for the clock. Before the morning none."""
    now = timezone.localtime(timezone.now(), timezone.get_default_timezone())
    if now.hour < FROM_HOUR:
        return 0
    today = now.date()
    for_each_row(Pool.objects.order_by("pk"), lambda pool: note_stops(pool, today))
    return sum(for_each_row(_chiefs(), lambda chief: tell_chief(chief, today)))


@transaction.atomic
def note_stops(pool: Pool, today: datetime.date) -> None:
    """Every stop of the pool gets its event, once."""
    lock(Pool).get(pk=pool.pk)
    listed = stalls(Item.objects.filter(pool=pool), today)
    noted = _noted([one.item.pk for one in listed], [])
    for one in listed:
        if (one.item.pk, one.mark) not in noted:
            record(one.item, Event.Kind.STUCK, assignment=one.assignment, detail=one.mark)
    missing = missing_reviewers([pool.pk], today).get(pool.pk, [])
    noted = _noted([], [one.mark for one in missing])
    for away in missing:
        if (None, away.mark) not in noted:
            record(None, Event.Kind.STUCK, detail=away.mark)


@transaction.atomic
def tell_chief(chief: AbstractUser, today: datetime.date) -> int:
    """1 for a letter about every pool that this person leads, of what he or she may know of; 0 where nothing
    was noted since the last one, but once a week. What comes after the day's letter is told the next day."""
    led = pools_of(chief, PoolRole.Role.CHIEF).order_by("pk")
    pools = list(lock(Pool, led))  # nothing is noted meanwhile, which the next letter would not call new
    last = Mail.objects.filter(event_key__startswith=key_of(chief.pk)).order_by("-created_at").first()
    if last and last.event_key == key_of(chief.pk, today):
        return 0
    listed = stalls(Item.objects.filter(pool__in=pools), today)
    by_pool = missing_reviewers([pool.pk for pool in pools], today)
    missing = [one for of_pool in by_pool.values() for one in of_pool]
    apart = kept_from_chiefs(listed, missing, [chief.pk])
    own = [one for one in listed if chief.pk not in apart[one.item.origin]]
    unreliable = [one for one in missing if not one.is_kept_from(chief.pk, apart)]
    new = _new(own, unreliable, last)
    weekly = last is None or last.event_key <= key_of(chief.pk, today - TELL_AGAIN)
    if not (own or unreliable) or not (new or weekly):
        return 0
    parts = [
        _part(pool, own, [one for one in by_pool.get(pool.pk, []) if one in unreliable], new)
        for pool in pools
    ]
    letter = stuck_letter(chief, today, [one for one in parts if one.stalls or one.missing])
    letter.created_at = timezone.now()  # by the clock of events, which the next letter compares with it
    write([letter])
    return 1


def _chiefs() -> list[AbstractUser]:
    roles = PoolRole.objects.filter(role=PoolRole.Role.CHIEF).values("user")
    return list(get_user_model().objects.filter(is_active=True, pk__in=roles).order_by("pk"))


def _part(pool: Pool, listed: Sequence[Stall], missing: Sequence[Missing], new: set[str]) -> OfPool:
    rows = [(one, one.mark in new) for one in listed if one.item.pool_id == pool.pk]
    return OfPool(pool, rows, frozenset(one.reviewer.pk for one in missing))


def _new(listed: Sequence[Stall], missing: Sequence[Missing], last: Mail | None) -> set[str]:
    """The marks of those that were noted since the last letter."""
    since = last.created_at if last else None
    noted = _noted([one.item.pk for one in listed], [one.mark for one in missing], since)
    return {mark for _, mark in noted}


def _noted(
    items: Sequence[UUID], marks: Sequence[str], since: datetime.datetime | None = None
) -> set[tuple[object, str]]:
    """What was noted of these items, and of no item with these marks; since a moment, if one is given."""
    rows = Event.objects.filter(kind=Event.Kind.STUCK)
    rows = rows.filter(item__in=items) | rows.filter(item=None, detail__in=marks)
    if since is not None:
        rows = rows.filter(at__gt=since)
    return set(rows.values_list("item", "detail"))
