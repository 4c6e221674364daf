"""What an evidence pack tells of events, so that an outsider checks them without the database.

Of other rounds, and of what the reader must not see, it has digests only. Of an answer that is still open it
tells what it is, that its text was released and who has unblinded it, and nothing of its reviewers: the
reader may yet be one. What is of this round and pool is asked of the events, too: a row that was moved
elsewhere is told as what it was.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from review_queue.models import (
    Agreement,
    Assignment,
    AuditGrant,
    Event,
    Item,
    Mark,
    PoolRole,
    Review,
    Round,
)
from review_queue.permissions import User, items_led_by, kept_from, pools_of
from review_queue.readers import corrections_of
from review_queue.rules.transitions import CLOSED
from review_queue.statements.items import items
from review_queue.statements.subjects import WITHHELD, Subject
from review_queue.verifier.sealing import SealedEvent, committed, leaf, salt_of

from .faults import AT_ONCE, changed_about, changed_of_rounds, lost_rows
from .seal_chain import Ahead, all_events, day_of, newest_seal, seals_until
from .stated import Stated, stated_about, stated_about_rounds, stated_about_trainings, stated_items

OF_OPEN = frozenset({Event.Kind.RECEIVED, Event.Kind.BARRED, Event.Kind.CLEARED, Event.Kind.UNBLINDED})
OF_A_POOL = frozenset(
    {Event.Kind.CORRECTED, Event.Kind.FOLLOWED_UP, Event.Kind.AUDIT_GIVEN, Event.Kind.AUDIT_ENDED}
)
"""Events of a round that are no other pool's to read."""
OF_TRAINING = frozenset({Event.Kind.TRAINED, Event.Kind.STRUCK_OUT})
"""Events of no round: a pack tells those of its own scorers."""
OPEN = "open"
STOOD_OF_OPEN = frozenset({Subject.ITEM, Subject.RELEASE, Subject.UNBLINDING})


class Told:
    """The items of one pack: those that the user leads, and anchors that others have scored by its rubric.

    Reads what was sealed of every answer there is, a few hundred at a time.

    `languages` are the answers whose language is told, because so many others have it.
    """

    def __init__(self, user: User, scored_in: Round, languages: frozenset[UUID] = frozenset()) -> None:
        self.round = scored_in
        self.languages = languages
        led = items_led_by(user).filter(round=scored_in)
        pools = pools_of(user, PoolRole.Role.CHIEF).values("pk")
        anchors = Item.every.exclude(kind=Item.Kind.ANSWER).filter(
            pool__in=pools, round__rubric=scored_in.rubric
        )
        self._pools = frozenset(pools.values_list("code", flat=True))
        led |= Item.objects.filter(pk__in=self._moved(user, led))
        self.closed = set(led.filter(state__in=CLOSED).values_list("pk", flat=True))
        decided = Event.objects.filter(item__in=led.values("pk"), kind=Event.Kind.DECIDED)
        self.closed |= {pk for pk in decided.values_list("item", flat=True) if pk}
        self.closed |= set(anchors.exclude(kept_from(user)).values_list("pk", flat=True))
        self.open = set(led.values_list("pk", flat=True)) - self.closed
        own = corrections_of(user).filter(round=scored_in, item=None).values_list("pk", flat=True)
        audits = AuditGrant.objects.filter(round=scored_in, pool__in=pools).values_list("pk", flat=True)
        scored = Review.objects.filter(assignment__item__in=self.closed, submitted_at__isnull=False)
        self.reviewers = set(scored.values_list("assignment__reviewer", flat=True))
        self.scorers = {f"reviewer:{pk}" for pk in self.reviewers}
        self.of_pools = {*(f"correction:{pk}" for pk in own), *(f"audit:{pk}" for pk in audits)}

    def tells(self, item: UUID | None, scored_in: int | None, kind: str, detail: str) -> bool:
        """Whether an event is told, or committed to by its digest."""
        if item is None and kind in OF_TRAINING:
            return detail.partition(",")[0] in self.scorers
        if item is None and kind in OF_A_POOL:
            return scored_in == self.round.pk and self._of_pools(detail)
        if item is None:
            return scored_in == self.round.pk
        if item in self.open:
            return kind in OF_OPEN or (kind == Event.Kind.STOOD and detail in STOOD_OF_OPEN)
        return item in self.closed

    def _of_pools(self, detail: str) -> bool:
        """By what the event says; or by the row, of events from before they said which pool."""
        pool, _, row = detail.rpartition(",")
        return pool.removeprefix("pool:") in self._pools or row in self.of_pools

    def _moved(self, user: User, led: QuerySet[Item]) -> list[UUID]:
        """Answers that stand in another round or pool than they were sealed in, which was this one's."""
        others = Item.objects.exclude(pk__in=led.values("pk")).exclude(kept_from(user)).order_by("pk")
        found: list[UUID] = []
        for some in batches(others.values_list("pk", flat=True).iterator(chunk_size=AT_ONCE)):
            changed_ones = (one for one in stated_items(some) if not one.holds)
            found += [one.key for one in changed_ones if self._was_here(one)]
        return found

    def _was_here(self, one: Stated) -> bool:
        return any(one.was(round=self.round.code, pool=pool) for pool in self._pools)


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
                yield _plainly(_statement(one, told))
    for one in [*stated_about_rounds([told.round.pk]), *stated_about_trainings()]:
        event = one.event
        if one.newest and told.tells(None, event.round_id, event.kind, event.detail):
            yield _plainly(_statement(one, told))


def _statement(one: Stated, told: Told) -> dict[str, Any]:
    withheld, salt = WITHHELD[one.subject], one.event.salt
    if one.subject is Subject.ITEM and one.event.item_id in told.languages:
        withheld -= {"language"}
    fields = {
        name: {"digest": committed(value, salt, name)}
        if name in withheld
        else {"value": value, "salt": salt_of(salt, name)}
        for name, value in (one.standing or {}).items()
    }
    return {"event": one.event.pk, "subject": one.subject, "answer": one.answer, "fields": fields}


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


def answers_told(told: Told) -> Iterator[tuple[str, str, str, str]]:
    """Code, key, sort and state of every answer and anchor; of those that are open only that they are."""
    for some in batches([*sorted(told.closed), *sorted(told.open)]):
        rows = Item.every.filter(pk__in=some).order_by("code").values_list("code", "pk", "kind", "state")
        for code, pk, kind, state in rows:
            yield code, str(pk), kind, state if state in CLOSED else OPEN


def assignments_told(told: Told) -> Iterator[tuple[str, str, int, int, str, bool]]:
    """Answer, its key, number, slot, code of the scorer and whether a review was handed in, of every
    assignment."""
    columns = ("item__code", "item", "pk", "slot", "reviewer", "review__submitted_at")
    for some in batches(sorted(told.closed)):
        rows = Assignment.objects.filter(item__in=some).order_by("item__code", "pk")
        for answer, item, pk, slot, who, at in rows.values_list(*columns):
            yield answer, str(item), pk, slot, scorer(who), at is not None


def comparisons_told(told: Told) -> Iterator[tuple[str, int, int, bool]]:
    """Answer, the two assignments and whether they agree, of every comparison."""
    for some in batches(sorted(told.closed)):
        rows = Agreement.objects.filter(item__in=some).order_by("item__code", "pk")
        yield from rows.values_list("item__code", "first", "second", "agreed")


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
    shown = rows.iterator(chunk_size=AT_ONCE)
    return (one for one in shown if told.tells(one.item_id, one.round_id, one.kind, one.detail))
