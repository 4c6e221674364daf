"""What events say stood in the rows, beside what stands there now."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from review_queue.models import Agreement, AnchorCopy, Event, Intervention, Item, Unblinding
from review_queue.statements.items import items
from review_queue.statements.subjects import BY_KIND, STATED, STOOD, Statement, Subject, subject_of
from review_queue.verifier.sealing import digest_of

BY_DETAIL = frozenset({Subject.BACK_READING, Subject.CORRECTION, Subject.AUDIT, Subject.TRAINING})
RESTATED = BY_DETAIL | {Subject.ITEM, Subject.RELEASE}
"""Said anew when it changes: the newest event counts."""
_OF_ITEMS = (STOOD, *(kind for kind, subject in BY_KIND.items() if subject is Subject.ITEM))


@dataclass(frozen=True, slots=True)
class Stated:
    """An event with a digest, and the rows that it is about as they are now: None if they are gone.

    `newest` is False for one that a later event has taken the place of. `answer` is the code, or says of
    which round as a whole.
    """

    event: Event
    answer: str
    subject: Subject
    key: Any
    newest: bool
    statement: Statement | None

    @property
    def holds(self) -> bool:
        """Whether the rows are what was sealed."""
        return self._sealed() is not None

    def was(self, **other: Any) -> bool:
        """Whether it was sealed with these values in the place of those that stand there now."""
        return self._sealed(other) is not None

    @property
    def standing(self) -> Statement | None:
        """The rows as they are now, said as they were when they were sealed."""
        return self._sealed() or self.statement

    def _sealed(self, other: Mapping[str, Any] = MappingProxyType({})) -> Statement | None:
        if self.statement is None:
            return None
        ways = ({**one, **other} for one in chain([self.statement], self._formerly()))
        return next((one for one in ways if digest_of(one, self.event.salt) == self.event.digest), None)

    def _formerly(self) -> Iterator[Statement]:
        """Bars on open items were stated under the secret that was in force then."""
        if self.subject is Subject.ITEM:
            for secret in range(1, 1 + len(settings.SECRET_KEY_FALLBACKS)):
                yield from items([self.key], secret=secret).values()


def stated_about(about: Collection[UUID]) -> list[Stated]:
    """All that events say of these items, in the order of events. A fixed number of queries."""
    stating = Q(digest__gt="") | Q(kind=Event.Kind.RECEIVED)
    events = list(Event.objects.filter(stating, item__in=about).order_by("pk"))
    over = {one.item_id: one.pk for one in events if one.kind == Event.Kind.RECEIVED}
    codes = dict(Item.every.filter(pk__in=about).values_list("pk", "code"))
    names = {one.pk: codes[one.item_id] for one in events if one.item_id in codes}
    return _beside(list(_keyed(_stating(events), about)), names, over)


def stated_about_rounds(rounds: Collection[int]) -> list[Stated]:
    """The same of rounds as a whole. A fixed number of queries."""
    stating = Event.objects.filter(round__in=rounds, digest__gt="").order_by("pk")
    events = list(stating.select_related("round"))
    names = {one.pk: f"(of the whole round {one.round.code})" for one in events if one.round}
    return _beside(list(_keyed(_stating(events), ())), names, {})


def stated_items(about: Collection[UUID]) -> list[Stated]:
    """What events say each of these items is, the newest alone."""
    events = Event.objects.filter(item__in=about, kind__in=_OF_ITEMS).exclude(digest="").order_by("pk")
    keyed: list[tuple[Event, Subject, Any]] = [
        (one, of, one.item_id) for one, of in _stating(list(events)) if of is Subject.ITEM
    ]
    return [one for one in _beside(keyed, {}, {}) if one.newest]


def stated_about_trainings() -> list[Stated]:
    """The same of reviewers' trainings. A fixed number of queries."""
    events = Event.objects.filter(kind__in=(Event.Kind.TRAINED, Event.Kind.STRUCK_OUT)).order_by("pk")
    return _beside(list(_keyed(_stating(list(events)), ())), {}, {})


def _stating(events: list[Event]) -> list[tuple[Event, Subject]]:
    named = [(one, subject) for one in events if (subject := subject_of(one.kind, one.detail))]
    return [(one, subject) for one, subject in named if one.digest]


def _beside(
    keyed: list[tuple[Event, Subject, Any]], names: Mapping[int, str], over: Mapping[UUID | None, int]
) -> list[Stated]:
    """Each with the rows as they are now; `over` is which event of an item ends what was released before."""
    standing = {
        subject: STATED[subject]({key for _, of, key in keyed if of is subject and key is not None})
        for subject in {subject for _, subject, _ in keyed}
    }
    newest = {(subject, key): one.pk for one, subject, key in keyed}
    return [
        Stated(
            event=one,
            answer=names.get(one.pk, str(one.item_id)),
            subject=subject,
            key=key,
            newest=(subject not in RESTATED or newest[subject, key] == one.pk)
            and not (subject is Subject.RELEASE and over.get(key, 0) > one.pk),
            statement=standing[subject].get(key),
        )
        for one, subject, key in keyed
    ]


def _keyed(
    events: list[tuple[Event, Subject]], about: Collection[UUID]
) -> Iterator[tuple[Event, Subject, Any]]:
    """Each with the key of what it is about. Comparisons, unblindings and interventions of an item follow
    each other as their events do; None if there is no such row any more."""
    calibrations = dict(
        AnchorCopy.objects.filter(item__in=about, calibration__isnull=False).values_list(
            "item", "calibration"
        )
    )
    in_turn = {
        Subject.COMPARISON: _in_turn(Agreement.objects.filter(item__in=about)),
        Subject.UNBLINDING: _in_turn(Unblinding.objects.filter(item__in=about)),
        Subject.INTERVENTION: _in_turn(Intervention.objects.filter(item__in=about)),
    }
    for one, subject in events:
        if subject in in_turn:
            yield one, subject, next(in_turn[subject][one.item_id], None)
        elif subject in (Subject.REVIEW, Subject.ASSIGNMENT):
            yield one, subject, one.assignment_id
        elif subject in BY_DETAIL:
            yield one, subject, int(one.detail.rpartition(":")[2])
        elif subject is Subject.CALIBRATION:
            yield one, subject, calibrations.get(one.item_id) if one.item_id else None
        else:
            yield one, subject, one.item_id


def _in_turn(rows: QuerySet[Any]) -> Mapping[UUID | None, Iterator[int]]:
    keys: defaultdict[UUID | None, list[int]] = defaultdict(list)
    for item, pk in rows.order_by("pk").values_list("item_id", "pk"):
        keys[item].append(pk)
    return defaultdict(lambda: iter(()), {item: iter(listed) for item, listed in keys.items()})
