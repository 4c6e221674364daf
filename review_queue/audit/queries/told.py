"""What an evidence pack tells of events, so that an outsider checks them without the database.

Of other rounds, and of what the reader must not see, it has digests only. Of an answer that is still open it
tells what it is and that its text was released, and nothing of its reviewers: the reader may yet be one.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from review_queue.models import AuditGrant, Event, Item, Mark, PoolRole, Round
from review_queue.permissions import User, items_led_by, kept_from, pools_of
from review_queue.readers import corrections_of
from review_queue.rules.transitions import CLOSED
from review_queue.statements.items import items
from review_queue.statements.subjects import WITHHELD, Subject
from review_queue.verifier.sealing import SealedEvent, committed, leaf, salt_of

from .faults import AT_ONCE, changed_about, changed_of_rounds, lost_rows
from .seal_chain import Ahead, all_events, day_of, newest_seal, seals_until
from .stated import Stated, stated_about, stated_about_rounds

OF_OPEN = frozenset({Event.Kind.RECEIVED, Event.Kind.BARRED, Event.Kind.CLEARED})
OF_A_POOL = frozenset(
    {Event.Kind.CORRECTED, Event.Kind.FOLLOWED_UP, Event.Kind.AUDIT_GIVEN, Event.Kind.AUDIT_ENDED}
)
"""Events of a round that are no other pool's to read."""
STOOD_OF_OPEN = frozenset({Subject.ITEM, Subject.RELEASE})


class Told:
    """The items of one pack: those that the user leads, and anchors that others have scored by its rubric."""

    def __init__(self, user: User, scored_in: Round) -> None:
        self.round = scored_in
        led = items_led_by(user).filter(round=scored_in)
        pools = pools_of(user, PoolRole.Role.CHIEF).values("pk")
        anchors = Item.every.exclude(kind=Item.Kind.ANSWER).filter(
            pool__in=pools, round__rubric=scored_in.rubric
        )
        self.closed = set(led.filter(state__in=CLOSED).values_list("pk", flat=True))
        decided = Event.objects.filter(item__in=led.values("pk"), kind=Event.Kind.DECIDED)
        self.closed |= {pk for pk in decided.values_list("item", flat=True) if pk}
        self.closed |= set(anchors.exclude(kept_from(user)).values_list("pk", flat=True))
        self.open = set(led.values_list("pk", flat=True)) - self.closed
        own = corrections_of(user).filter(round=scored_in, item=None).values_list("pk", flat=True)
        audits = AuditGrant.objects.filter(round=scored_in, pool__in=pools).values_list("pk", flat=True)
        self.of_pools = {*(f"correction:{pk}" for pk in own), *(f"audit:{pk}" for pk in audits)}

    def tells(self, item: UUID | None, scored_in: int | None, kind: str, detail: str) -> bool:
        """Whether an event is told, or committed to by its digest."""
        if item is None and kind in OF_A_POOL:
            return scored_in == self.round.pk and detail in self.of_pools
        if item is None:
            return scored_in == self.round.pk
        if item in self.open:
            return kind in OF_OPEN or (kind == Event.Kind.STOOD and detail in STOOD_OF_OPEN)
        return item in self.closed


def chain_lines(told: Told) -> Iterator[str]:
    """The chain, one seal in each line, and last what is not sealed yet. Memory does not grow with it."""
    seals = seals_until(newest_seal())
    events, own = Ahead(all_events()), _salt_of_ours()
    for seal in seals:
        yield _plainly(
            {
                "number": seal.number,
                "first": seal.first_event,
                "last": seal.last_event,
                "count": seal.count,
                "day": day_of(seal),
                "digest": seal.digest,
                "former": not seal.salt,
                "events": [_event(one, seal.salt or own, told) for one in events.up_to(seal.last_event)],
            }
        )
    while rest := events.next_ones(AT_ONCE):
        yield _plainly({"number": None, "events": [_event(one, own, told) for one in rest]})


def _salt_of_ours() -> str:
    """For events under no seal yet, or under one from before seals had salts: without any, whoever has the
    pack would try people and moments until one fits."""
    return salted_hmac("review_queue.audit.told", "", algorithm="sha256").hexdigest()


def _event(one: SealedEvent, salt: str, told: Told) -> Any:
    """A digest; and of what is told also what it is made of."""
    parts = leaf(one, salt)
    if not told.tells(UUID(one.item) if one.item else None, one.scored_in, one.kind, one.detail):
        return parts.digest
    return {"what": one.what(), "salt": salt_of(salt, f"{one.pk} what"), "who": parts.who, "when": parts.when}


def statement_lines(told: Told) -> Iterator[str]:
    """What stands in the rows that events speak of: each field, or its digest."""
    for some in batches([*sorted(told.closed), *sorted(told.open)]):
        for one in stated_about(some):
            event = one.event
            if one.newest and told.tells(event.item_id, event.round_id, event.kind, event.detail):
                yield _plainly(_statement(one))
    for one in stated_about_rounds([told.round.pk]):
        event = one.event
        if one.newest and told.tells(None, event.round_id, event.kind, event.detail):
            yield _plainly(_statement(one))


def _statement(one: Stated) -> dict[str, Any]:
    withheld, salt = WITHHELD[one.subject], one.event.salt
    fields = {
        name: {"digest": committed(value, salt, name)}
        if name in withheld
        else {"value": value, "salt": salt_of(salt, name)}
        for name, value in (one.standing or {}).items()
    }
    answer = (one.standing or {}).get("answer", str(one.event.item_id))
    return {"event": one.event.pk, "subject": one.subject, "answer": answer, "fields": fields}


def marks_told(told: Told) -> Iterator[tuple[str, str, int, str, str, int | None]]:
    """Answer, what sort it is, review, code of the scorer, criterion and points of every mark handed in."""
    for some in batches(sorted(told.closed)):
        rows = Mark.objects.filter(review__assignment__item__in=some, review__submitted_at__isnull=False)
        rows = rows.filter(level__isnull=False)
        work = "review__assignment__"
        columns = (f"{work}item__code", f"{work}item__kind", f"{work}slot", f"{work}reviewer")
        ordered = rows.order_by(f"{work}item__code", f"{work}slot", "criterion__position", "criterion")
        for answer, kind, slot, who, criterion, points in ordered.values_list(
            *columns, "criterion__code", "level__points"
        ):
            yield answer, kind, slot, scorer(who), criterion, points


def conflicts_told(told: Told) -> Iterator[tuple[str, str, str]]:
    """Answer, what is barred and the digest that the person named can open, of every bar that is kept."""
    for some in batches([*sorted(told.closed), *sorted(told.open)]):
        for one in items(some).values():
            for what in ("people", "agencies"):
                for digest in one[f"{what}_barred"]:
                    yield one["answer"], what, digest


def changed(user: User) -> Iterator[str]:
    """A sentence for each row of the queue that is not as it was sealed; those kept from the user apart."""
    shown = Item.every.exclude(kept_from(user)).order_by("pk").values_list("pk", flat=True)
    for some in batches(shown.iterator(chunk_size=AT_ONCE)):
        yield from changed_about(some)
    yield from changed_of_rounds()
    yield from lost_rows()


def scorer(reviewer: int) -> str:
    """The code under which a pack speaks of a reviewer; scorers.csv has the name."""
    return f"R{reviewer}"


def batches(keys: Iterable[UUID]) -> Iterator[tuple[UUID, ...]]:
    ahead = iter(keys)
    while some := tuple(islice(ahead, AT_ONCE)):
        yield some


def _plainly(line: dict[str, Any]) -> str:
    return json.dumps(line, sort_keys=True, separators=(",", ":")) + "\n"


def led_events(told: Told, rows: QuerySet[Event]) -> Iterator[Event]:
    """Those of the events that the pack tells."""
    return (one for one in rows if told.tells(one.item_id, one.round_id, one.kind, one.detail))
