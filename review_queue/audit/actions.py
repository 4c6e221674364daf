"""Seal what has happened. Whoever writes an event neither waits for this nor knows of it.

The newest seal leaves the house, where whoever can write to the database cannot change it.

Somebody takes figures of a round away. They name reviewers, so who did is kept.

A chief reviewer learns whose answer it is: for a reason, for some hours, and not unseen.

Nobody may know any longer whose answer it is.
"""

import datetime
import os
import secrets
import time
from datetime import timedelta
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from review_queue.conf import conf
from review_queue.errors import NoReason, NotAllowed, OpenAlready, TooLong
from review_queue.items.queries.oversight import kept_apart
from review_queue.locks import lock_item
from review_queue.mail import write
from review_queue.models import Event, Item, PoolRole, Round, Seal, Unblinding
from review_queue.permissions import User, items_led_by
from review_queue.record import record
from review_queue.statements.subjects import Subject
from review_queue.verifier.sealing import SealedEvent

from .letters import seal_letter, unblinding_letter
from .queries.seal_chain import (
    day_of,
    digest_of_seal,
    events_between,
    last_event,
    newest_seal,
    seal_to_publish,
    writers,
)

IN_ONE_SEAL = 1_000
IN_ONE_PASS = 100_000
LOOK_AGAIN_S = 0.05


def seal_events(*, patience: timedelta = timedelta(seconds=2)) -> int:
    """Seal every event that no other can come before any more; how many.

    Nothing, if a transaction that may hold earlier events is open after `patience`: there is a next time.
    Two at once are harmless: the number of a seal is its key, and the second to write it has sealed nothing.
    """
    last = last_event()
    if not _ended(writers(), patience):
        return 0
    sealed = 0
    while sealed < IN_ONE_PASS and (count := _seal_next(last)):
        sealed += count
    return sealed


def _ended(open_now: frozenset[str], patience: timedelta) -> bool:
    """Wait for these writers, and for no later ones."""
    give_up = time.monotonic() + patience.total_seconds()
    while open_now:
        if time.monotonic() >= give_up:
            return False
        time.sleep(LOOK_AGAIN_S)
        open_now &= writers()
    return True


def _seal_next(last: int) -> int:
    """One seal. Its digest is made before the transaction, which holds a lock only for one INSERT."""
    newest = newest_seal()
    events = events_between(newest.last_event if newest else 0, last, most=IN_ONE_SEAL)
    if not events:
        return 0
    try:
        with transaction.atomic():
            _following(newest, events).save(force_insert=True)
    except IntegrityError:
        return 0
    return len(events)


def _following(newest: Seal | None, events: list[SealedEvent]) -> Seal:
    seal = Seal(
        number=newest.number + 1 if newest else 1,
        first_event=events[0].pk,
        last_event=events[-1].pk,
        count=len(events),
        salt=secrets.token_hex(32),
        sealed_at=timezone.now(),
    )
    seal.digest = digest_of_seal(seal, newest, events)
    return seal


def publish_seal(today: datetime.date) -> int:
    """Send the last seal of the days before `today` (in UTC) out of the house, once; to how many places.

    A letter is a row like every other: it is sent again until it goes, and one that does not is on the
    operator's page. Raises OSError if the file cannot be written: the clock tries again, and the page has it.
    """
    seal = seal_to_publish(today)
    if seal is None:
        return 0
    if to := conf().SEAL_TO:
        write([seal_letter(seal, to)])
    if path := conf().SEAL_FILE:
        _append(Path(path), f"{day_of(seal)} {seal.digest}\n")
    return sum(map(bool, (to, path)))


def _append(path: Path, line: str) -> None:
    """Unless it is the last line already. What is written reaches the disk before this returns."""
    lines = path.read_text("ascii").splitlines(keepends=True) if path.exists() else []
    if lines[-1:] != [line]:
        with path.open("a", encoding="ascii") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


@transaction.atomic
def export(*, scored_in: Round, what: str, by: User) -> Event:
    """Note it before anything is handed out. `what` names the file. Raises NotAllowed."""
    if not items_led_by(by).filter(round=scored_in).exists():
        raise NotAllowed
    return record(scored_in, Event.Kind.EXPORTED, actor=by, detail=what)


@transaction.atomic
def unblind(*, item: Item, by: User, reason: str, hours: int) -> Unblinding:
    """Open the sender's reference of this item to `by` for so many hours, and write to those who watch.

    From now on `by` neither clears nor scores it. Raises NotAllowed, NoReason, TooLong or OpenAlready.
    """
    locked = lock_item(item.pk)
    if not items_led_by(by).filter(pk=locked.pk).exists():
        raise NotAllowed
    assert by.pk is not None
    if not reason.strip():
        raise NoReason
    if not 1 <= hours <= conf().UNBLIND_HOURS_MOST:
        raise TooLong
    if Unblinding.objects.running().filter(item=locked, by_id=by.pk).exists():
        raise OpenAlready
    row = Unblinding.objects.create(
        item=locked, by_id=by.pk, reason=reason.strip(), until=Now() + timedelta(hours=hours)
    )
    row.refresh_from_db()
    record(
        locked, Event.Kind.UNBLINDED, actor=by, detail=f"hours:{hours}", states=(Subject.UNBLINDING, row.pk)
    )
    _tell(row)
    return row


def _tell(row: Unblinding) -> None:
    """The pool's other chiefs and its clearers, but nobody who must know nothing of this item."""
    roles = PoolRole.objects.filter(pool=row.item.pool_id).exclude(user=row.by_id)
    chiefs = set(roles.filter(role=PoolRole.Role.CHIEF).values_list("user_id", flat=True))
    watchers = get_user_model()._default_manager.filter(pk__in=roles.values("user"), is_active=True)
    apart = kept_apart(row.item, watchers.values_list("pk", flat=True))
    readers = watchers.exclude(pk__in=apart)
    write(unblinding_letter(row, one, with_link=one.pk in chiefs) for one in readers)


@transaction.atomic
def blind_again(*, item: Item, by: User) -> int:
    """End every running unblinding of the item before its time; how many. Raises NotAllowed."""
    locked = lock_item(item.pk)
    if not items_led_by(by).filter(pk=locked.pk).exists():
        raise NotAllowed
    ended = Unblinding.objects.running().filter(item=locked).update(closed_at=Now())
    if ended:
        record(locked, Event.Kind.BLINDED, actor=by, detail=f"ended:{ended}")
    return ended
