"""The chain of seals: what it covers, whether it holds, and which events may be added to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections, router
from django.db.models import Count, Max, Sum

from review_queue.models import Event, Seal
from review_queue.rules.seals import START, EventRow, digest

_SEALED = ("pk", "item_id", "round_id", "assignment_id", "actor_id", "kind", "detail", "at")
# Every INSERT takes this lock on its table before it draws a number, and holds it until it is committed.
_WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND relation = %s::regclass AND mode = 'RowExclusiveLock' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND pid IS DISTINCT FROM pg_backend_pid()
"""


def newest_seal() -> Seal | None:
    return Seal.objects.order_by("-number").first()


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


def events_between(after: int, last: int, *, most: int | None = None) -> list[EventRow]:
    """Events above `after`, up to and with `last`, in order, as a seal covers them; the first `most`."""
    rows = Event.objects.using(router.db_for_write(Event)).filter(pk__gt=after, pk__lte=last).order_by("pk")
    return list(rows.values_list(*_SEALED)[:most])


@dataclass(frozen=True, slots=True)
class Chain:
    """The whole chain, over the events of every round. `breaks` is empty if every seal holds."""

    seals: int
    sealed: int
    unsealed: int
    newest: str
    breaks: tuple[str, ...]


def chain() -> Chain:
    """Check every seal. Five queries; the time grows with all events there are, memory does not."""
    newest = newest_seal()
    counts = Seal.objects.aggregate(seals=Count("pk"), sealed=Sum("count", default=0))
    return Chain(**counts, unsealed=unsealed(newest), newest=str(newest or ""), breaks=tuple(breaks()))


def breaks() -> Iterator[str]:
    """A sentence for every place where the chain does not hold; nothing if it does. Reads each table once."""
    previous: Seal | None = None
    events = _Ahead(Event.objects.order_by("pk").values_list(*_SEALED).iterator())
    for seal in Seal.objects.order_by("number").iterator():
        covered = events.up_to(seal.last_event)
        expected = previous.number + 1 if previous else 1
        if seal.number != expected:
            yield f"The seals from {expected} to {seal.number - 1} are missing."
        elif fault := _break_of(seal, previous, covered):
            yield f"Seal {seal.number}, events {seal.first_event} to {seal.last_event}: {fault}"
        previous = seal


class _Ahead:
    """Events in order, handed out stretch by stretch."""

    def __init__(self, events: Iterator[EventRow]) -> None:
        self._events = events
        self._next = next(events, None)

    def up_to(self, last: int) -> list[EventRow]:
        """Those not handed out yet, up to and with `last`."""
        rows: list[EventRow] = []
        while self._next is not None and self._next[0] <= last:
            rows.append(self._next)
            self._next = next(self._events, None)
        return rows


def _break_of(seal: Seal, previous: Seal | None, events: list[EventRow]) -> str:
    after = previous.last_event if previous else 0
    if len(events) != seal.count:
        return f"events sealed: {seal.count}, found: {len(events)}."
    before = previous.digest if previous else START
    if digest(before, number=seal.number, after=after, events=events) != seal.digest:
        return "an event or a seal has been changed."
    if (events[0][0], events[-1][0]) != (seal.first_event, seal.last_event):
        return "the seal names other events than it covers."
    return ""
