"""Tell chief reviewers what does not go by itself: one letter a day, and none when there is nothing new."""

import datetime
from collections.abc import Collection, Sequence

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone

from review_queue.locks import lock
from review_queue.mail import write
from review_queue.models import Event, Item, Mail, Pool, PoolRole
from review_queue.record import record
from review_queue.stalls.letters import key_of, stuck_letter
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
    return sum(for_each_row(Pool.objects.order_by("pk"), lambda pool: tell_chiefs_of(pool, now.date())))


@transaction.atomic
def tell_chiefs_of(pool: Pool, today: datetime.date) -> int:
    """Every stop of the pool gets its event, once; each chief reviewer hears of those that he or she may know
    of. What comes after the day's letter is told the next day."""
    lock(Pool).get(pk=pool.pk)
    listed = stalls(Item.objects.filter(pool=pool), today)
    missing = missing_reviewers([pool.pk], today).get(pool.pk, [])
    chiefs = _chiefs(pool)
    if not (listed or missing) or _told_today(pool, chiefs, today):
        return 0
    new = {one.mark for one in _note(listed)} | {one.mark for one in _note_missing(missing)}
    apart = kept_from_chiefs(listed, missing, [one.pk for one in chiefs])
    letters = []
    for chief in chiefs:
        own = [one for one in listed if chief.pk not in apart[one.item.origin]]
        unreliable = [one for one in missing if not one.is_kept_from(chief.pk, apart)]
        fresh = bool(new & ({one.mark for one in own} | {one.mark for one in unreliable}))
        if (own or unreliable) and (fresh or _long_ago(pool, chief, today)):
            letters.append(
                stuck_letter(pool, chief, today, [(one, one.mark in new) for one in own], unreliable)
            )
    write(letters)
    return len(letters)


def _chiefs(pool: Pool) -> list[AbstractUser]:
    roles = PoolRole.objects.filter(pool=pool, role=PoolRole.Role.CHIEF, user__is_active=True)
    return [role.user for role in roles.select_related("user").order_by("pk")]


def _told_today(pool: Pool, chiefs: Collection[AbstractUser], today: datetime.date) -> bool:
    keys = [key_of(pool.pk, one.pk, today) for one in chiefs]
    return Mail.objects.filter(event_key__in=keys).exists()


def _long_ago(pool: Pool, chief: AbstractUser, today: datetime.date) -> bool:
    days = [today - datetime.timedelta(days=number) for number in range(TELL_AGAIN.days)]
    return not Mail.objects.filter(event_key__in=[key_of(pool.pk, chief.pk, day) for day in days]).exists()


def _note(listed: Sequence[Stall]) -> list[Stall]:
    """Those that are new, with their events from now on."""
    rows = Event.objects.filter(kind=Event.Kind.STUCK, item__in=[one.item.pk for one in listed])
    known = set(rows.values_list("item", "detail"))
    new = [one for one in listed if (one.item.pk, one.mark) not in known]
    for one in new:
        record(one.item, Event.Kind.STUCK, assignment=one.assignment, detail=one.mark)
    return new


def _note_missing(missing: Sequence[Missing]) -> list[Missing]:
    marks = [one.mark for one in missing]
    rows = Event.objects.filter(kind=Event.Kind.STUCK, item=None, detail__in=marks)
    known = set(rows.values_list("detail", flat=True))
    new = [one for one in missing if one.mark not in known]
    for one in new:
        record(None, Event.Kind.STUCK, detail=one.mark)
    return new
