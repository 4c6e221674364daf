"""The chain of seals: what it covers, whether it holds, and which events may be added to it."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections, router
from django.db.models import Count, Max, Sum

from review_queue.models import Event, Seal
from review_queue.rules import seals as former
from review_queue.verifier.sealing import START, SealedEvent, leaf, missing_seals, seal_digest

_SEALED = ("pk", "item_id", "round_id", "assignment_id", "actor_id", "kind", "detail", "at", "digest")
# Every INSERT takes this lock on its table before it draws a number, and holds it until it is committed.
_WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND relation = %s::regclass AND mode = 'RowExclusiveLock' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND pid IS DISTINCT FROM pg_backend_pid()
"""


def newest_seal() -> Seal | None:
    return Seal.objects.order_by("-number").first()


def seal_to_publish(today: datetime.date) -> Seal | None:
    """The last one of a day that is over, in UTC: the newest would tell from minute to minute that somebody
    is at work."""
    begins = datetime.datetime.combine(today, datetime.time.min, datetime.UTC)
    return Seal.objects.filter(sealed_at__lt=begins).order_by("-number").first()


def unsealed(newest: Seal | None) -> int:
    """How many events came after the newest seal."""
    return Event.objects.filter(pk__gt=newest.last_event if newest else 0).count()


def last_event() -> int:
    """The highest number of an event that is committed; 0 without any."""
    rows = Event.objects.using(router.db_for_write(Event))
    return rows.aggregate(last=Max("pk"))["last"] or 0


def writers() -> frozenset[str]:
    """Transactions that may hold events nobody sees yet, this one apart.

    PostgreSQL numbers events when they are written, not when they are committed: 7 may appear after 8. Once
    the writers found *after* reading `last_event` are gone, no event can appear below it any more. That is
    exact: it needs no clock and no margin. SQLite has one writer at a time, and numbers grow as they commit.
    """
    connection = connections[router.db_for_write(Event)]
    if connection.vendor != "postgresql":
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS, [connection.ops.quote_name(Event._meta.db_table)])
        return frozenset(row[0] for row in cursor.fetchall())


def events_between(after: int, last: int, *, most: int | None = None) -> list[SealedEvent]:
    """Events above `after`, up to and with `last`, in order, as a seal covers them; the first `most`."""
    rows = Event.objects.using(router.db_for_write(Event)).filter(pk__gt=after, pk__lte=last).order_by("pk")
    return [_sealed(*row) for row in rows.values_list(*_SEALED)[:most]]


def seals_until(newest: Seal | None) -> Iterator[Seal]:
    """In order. Ask for the newest before reading events: one that is made meanwhile covers events that are
    not among those read."""
    return Seal.objects.filter(number__lte=newest.number if newest else 0).order_by("number").iterator()


def all_events() -> Iterator[SealedEvent]:
    """Every event in order, without holding them all."""
    return (_sealed(*row) for row in Event.objects.order_by("pk").values_list(*_SEALED).iterator())


def _sealed(pk: int, item: UUID | None, *rest: Any) -> SealedEvent:
    return SealedEvent(pk, str(item) if item else None, *rest)


def day_of(seal: Seal) -> str:
    """The day on which it was made, in UTC: all of its time that is sealed, and that anybody is told."""
    return seal.sealed_at.astimezone(datetime.UTC).date().isoformat()


def digest_of_seal(seal: Seal, previous: Seal | None, events: Iterable[SealedEvent]) -> str:
    """What the seal's digest must be, over these events. Seals without a salt are from before."""
    before, after = (previous.digest, previous.last_event) if previous else (START, 0)
    if not seal.salt:
        rows = (
            (
                one.pk,
                UUID(one.item) if one.item else None,
                one.scored_in,
                *_people(one),
                one.kind,
                one.detail,
                one.at,
            )
            for one in events
        )
        return former.digest(before, number=seal.number, after=after, events=rows)
    return seal_digest(
        before,
        former=bool(previous and not previous.salt),
        number=seal.number,
        after=after,
        first=seal.first_event,
        last=seal.last_event,
        day=day_of(seal),
        leaves=(leaf(one, seal.salt).digest for one in events),
    )


def _people(event: SealedEvent) -> tuple[int | None, int | None]:
    return event.assignment, event.actor


@dataclass(frozen=True, slots=True)
class Chain:
    """The whole chain, over the events of every round. `breaks` is empty if every seal holds."""

    seals: int
    sealed: int
    unsealed: int
    newest: str
    breaks: tuple[str, ...]


def chain(rows: Iterable[str] = ()) -> Chain:
    """Check every seal; `rows` is what was found in the rows. Five queries; the time grows with all events
    there are, memory does not."""
    newest = newest_seal()
    counts = Seal.objects.aggregate(seals=Count("pk"), sealed=Sum("count", default=0))
    return Chain(
        **counts, unsealed=unsealed(newest), newest=str(newest or ""), breaks=(*rows, *breaks(newest))
    )


def breaks(newest: Seal | None = None) -> Iterator[str]:
    """A sentence for every place where the chain does not hold, up to this seal or else the newest; nothing
    if it does. Reads each table once."""
    previous: Seal | None = None
    seals = seals_until(newest or newest_seal())
    events = Ahead(all_events())
    for seal in seals:
        covered = events.up_to(seal.last_event)
        expected = previous.number + 1 if previous else 1
        if seal.number != expected:
            yield missing_seals(expected, seal.number - 1)
        elif fault := _break_of(seal, previous, covered):
            yield f"Seal {seal.number}, events {seal.first_event} to {seal.last_event}: {fault}"
        previous = seal


class Ahead:
    """Events in order, handed out stretch by stretch."""

    def __init__(self, events: Iterator[SealedEvent]) -> None:
        self._events = events
        self._next = next(events, None)

    def up_to(self, last: int) -> list[SealedEvent]:
        """Those not handed out yet, up to and with `last`."""
        rows: list[SealedEvent] = []
        while self._next is not None and self._next.pk <= last:
            rows.append(self._next)
            self._next = next(self._events, None)
        return rows

    def next_ones(self, most: int) -> list[SealedEvent]:
        """So many of those not handed out yet."""
        rows: list[SealedEvent] = []
        while self._next is not None and len(rows) < most:
            rows.append(self._next)
            self._next = next(self._events, None)
        return rows


def _break_of(seal: Seal, previous: Seal | None, events: list[SealedEvent]) -> str:
    if len(events) != seal.count:
        return f"events sealed: {seal.count}, found: {len(events)}."
    if previous and previous.salt and not seal.salt:
        return "a seal from before seals had salts cannot come after one that has."
    if digest_of_seal(seal, previous, events) != seal.digest:
        return "an event or a seal has been changed."
    if not seal.salt and any(one.digest for one in events):
        return "an event says what stood, which none did when this seal was made."
    if (events[0].pk, events[-1].pk) != (seal.first_event, seal.last_event):
        return "the seal names other events than it covers."
    return ""
