"""The reverse: rows that a result depends on, and that no event speaks of; states that events contradict."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from uuid import UUID

from review_queue.models import (
    Agreement,
    AnchorCopy,
    Assignment,
    BackReading,
    BarredAgency,
    BarredUser,
    Calibration,
    CorrectiveAction,
    Event,
    FormerBar,
    Intervention,
    Item,
    Review,
    Unblinding,
    Verdict,
)
from review_queue.rules.transitions import AssignmentState, ItemState
from review_queue.statements.subjects import Subject

from .stated import Stated

_LEADS_TO: dict[str, str] = {
    Event.Kind.OFFERED: AssignmentState.OFFERED,
    Event.Kind.ACCEPTED: AssignmentState.ACCEPTED,
    Event.Kind.SUBMITTED: AssignmentState.SUBMITTED,
    Event.Kind.DECLINED: AssignmentState.DECLINED,
    Event.Kind.RECUSED: AssignmentState.RECUSED,
    Event.Kind.EXPIRED: AssignmentState.EXPIRED,
    Event.Kind.REVOKED: AssignmentState.REVOKED,
}
_ENDS: dict[str, str] = {
    Event.Kind.DECIDED: ItemState.DECIDED,
    Event.Kind.RETURNED: ItemState.RETURNED,
    Event.Kind.WITHDRAWN: ItemState.WITHDRAWN,
}


def missing_events(about: Collection[UUID], stated: Collection[Stated]) -> Iterator[str]:
    """A sentence for each. A fixed number of queries."""
    keys: defaultdict[Subject, set[object]] = defaultdict(set)
    for one in stated:
        keys[one.subject].add(one.key)
    rows = list(Item.every.filter(pk__in=about).values_list("pk", "code", "state", "kind"))
    codes = {pk: code for pk, code, _, _ in rows}
    yield from _items(rows, keys[Subject.ITEM])
    yield from _reviews(codes, keys[Subject.REVIEW])
    yield from _outcomes(codes, keys)
    yield from _quality(codes, keys)
    yield from _bars(codes, keys[Subject.ITEM])
    yield from _assignments(codes, keys[Subject.ASSIGNMENT])
    yield from _states(rows)
    yield from _calibrations(about, keys[Subject.CALIBRATION])


def _items(rows: list[tuple[UUID, str, str, str]], stated: set[object]) -> Iterator[str]:
    """An answer was received, and a copy of an anchor was made to be offered."""
    keys = [pk for pk, *_ in rows]
    copies = set(AnchorCopy.objects.filter(item__in=keys).values_list("item", flat=True))
    offers = Event.objects.filter(item__in=keys, kind=Event.Kind.OFFERED)
    offered = set(offers.values_list("item", flat=True))
    for pk, code, _, kind in rows:
        answer = kind == Item.Kind.ANSWER
        if answer and pk not in stated:
            yield f"Answer {code} has no event that it was received."
        if answer == (pk in copies):
            yield f"Answer {code} is {'a' if answer else 'no'} copy of an anchor, and passes for {kind}."
        if not answer and pk not in offered:
            yield f"Answer {code}, a copy of an anchor, has no event that it was offered."


def _reviews(codes: dict[UUID, str], stated: set[object]) -> Iterator[str]:
    rows = Review.objects.filter(assignment__item__in=codes, submitted_at__isnull=False)
    for item, work in rows.values_list("assignment__item", "assignment"):
        if work not in stated:
            yield f"Answer {codes[item]}: the review of assignment {work} has no event that it was handed in."


def _outcomes(codes: dict[UUID, str], keys: defaultdict[Subject, set[object]]) -> Iterator[str]:
    for item in Verdict.objects.filter(item__in=codes).values_list("item", flat=True):
        if item not in keys[Subject.VERDICT]:
            yield f"Answer {codes[item]}: its verdict has no event."
    for item, pk in Agreement.objects.filter(item__in=codes).values_list("item", "pk"):
        if pk not in keys[Subject.COMPARISON]:
            yield f"Answer {codes[item]}: comparison {pk} has no event."
    for item, pk in Unblinding.objects.filter(item__in=codes).values_list("item", "pk"):
        if pk not in keys[Subject.UNBLINDING]:
            yield f"Answer {codes[item]}: unblinding {pk} has no event."
    for item, pk in Intervention.objects.filter(item__in=codes).values_list("item", "pk"):
        if pk not in keys[Subject.INTERVENTION]:
            yield f"Answer {codes[item]}: intervention {pk} has no event."


def _quality(codes: dict[UUID, str], keys: defaultdict[Subject, set[object]]) -> Iterator[str]:
    readings = BackReading.objects.filter(item__in=codes).values_list("item", "pk")
    actions = CorrectiveAction.objects.filter(item__in=codes).values_list("item", "pk")
    for subject, what, rows in (
        (Subject.BACK_READING, "back-reading", list(readings)),
        (Subject.CORRECTION, "corrective action", [(item, pk) for item, pk in actions if item]),
    ):
        for item, pk in rows:
            if pk not in keys[subject]:
                yield f"Answer {codes[item]}: {what} {pk} has no event."


def _bars(codes: dict[UUID, str], stated: set[object]) -> Iterator[str]:
    """Those of an item with an event are compared with what it says."""
    for model in (BarredUser, BarredAgency, FormerBar):
        for item in (
            set(model._default_manager.filter(item__in=codes).values_list("item", flat=True)) - stated
        ):
            yield f"Answer {codes[item]}: a bar on it has no event."


def _assignments(codes: dict[UUID, str], stated: set[object]) -> Iterator[str]:
    """Each was offered once, to this reviewer for this slot, and is in the state that its events lead to."""
    events: defaultdict[int, list[tuple[str, str, UUID | None]]] = defaultdict(list)
    rows = Event.objects.filter(item__in=codes, kind__in=_LEADS_TO).exclude(assignment=None).order_by("pk")
    for work, kind, detail, item in rows.values_list("assignment_id", "kind", "detail", "item_id"):
        events[work].append((kind, detail, item))
    columns = ("pk", "item_id", "slot", "reviewer_id", "state")
    for pk, of_item, slot, reviewer, state in Assignment.objects.filter(item__in=codes).values_list(*columns):
        happened = events.pop(pk, [])
        where = f"Answer {codes[of_item]}: assignment {pk}"
        offers = [(detail, item) for kind, detail, item in happened if kind == Event.Kind.OFFERED]
        said = f"slot:{slot},reviewer:{reviewer}"
        if len(offers) != 1:
            yield f"{where} has {len(offers)} events that it was offered."
        elif offers[0] != (said, of_item) and not (offers[0] == (f"slot:{slot}", of_item) and pk in stated):
            yield f"{where} is not as it was offered."
        elif _LEADS_TO[happened[-1][0]] != state:
            yield f"{where} is {state}, and its last event is “{happened[-1][0]}”."
    for work, ((_, _, about), *_) in events.items():
        yield f"Answer {codes[about] if about else ''}: assignment {work}, which was offered, is not there."


def _states(rows: list[tuple[UUID, str, str, str]]) -> Iterator[str]:
    """An answer is closed as its events say, and only then."""
    ended: defaultdict[UUID | None, set[str]] = defaultdict(set)
    events = Event.objects.filter(item__in=[pk for pk, *_ in rows], kind__in=_ENDS)
    for item, kind in events.values_list("item_id", "kind"):
        ended[item].add(_ENDS[kind])
    for pk, code, state, kind in rows:
        closed = {state} & set(_ENDS.values())
        if kind == Item.Kind.ANSWER and closed != ended[pk]:
            yield f"Answer {code} is {state}, and its events say {', '.join(sorted(ended[pk])) or 'open'}."


def _calibrations(about: Collection[UUID], stated: set[object]) -> Iterator[str]:
    copies = AnchorCopy.objects.filter(item__in=about, calibration__isnull=False)
    ended = Calibration.objects.filter(copies__in=copies).exclude(state=Calibration.State.RUNNING).distinct()
    last = dict(
        AnchorCopy.objects.filter(calibration__in=ended).order_by("pk").values_list("calibration", "item")
    )
    of_these = set(about)
    told = set(
        Event.objects.filter(kind__in=(Event.Kind.CALIBRATED, Event.Kind.STOOD), digest__gt="")
        .filter(item__anchor_copy__calibration__in=ended)
        .values_list("item__anchor_copy__calibration", flat=True)
    )
    for pk in ended.values_list("pk", flat=True):
        if pk not in stated and pk not in told and last[pk] in of_these:
            yield f"Calibration {pk} has ended and has no event."
