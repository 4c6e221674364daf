"""Seal what has happened. Whoever writes an event neither waits for this nor knows of it."""

import time
from datetime import timedelta

from django.db import IntegrityError, transaction

from ..models import Seal
from ..queries.seals import events_between, last_event, newest_seal, writers
from ..rules.seals import START, EventRow, digest

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


def _following(newest: Seal | None, events: list[EventRow]) -> Seal:
    number, after, before = (newest.number + 1, newest.last_event, newest.digest) if newest else (1, 0, START)
    return Seal(
        number=number,
        first_event=events[0][0],
        last_event=events[-1][0],
        count=len(events),
        digest=digest(before, number=number, after=after, events=events),
    )
