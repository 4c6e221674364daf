"""What has been kept long enough, counted and listed: the preview and the job ask the same query."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, Count, Min, QuerySet, Value, When

from endorsement_plugin.holds import held
from endorsement_plugin.models import Association, Retention, RetentionTerm
from endorsement_plugin.retention.rules.kinds import KEEPINGS
from endorsement_plugin.retention.rules.terms import Keeping, Kind, Need, before, kept_for

from .sources import SOURCES


@dataclass(frozen=True)
class Term:
    """How long one kind is kept, None for ever: as the association has said, or the table until it does."""

    kind: Kind
    months: int | None
    own: RetentionTerm | None = None

    @property
    def keeping(self) -> Keeping:
        """What there is to say of the kind."""
        return KEEPINGS[self.kind]

    @property
    def in_words(self) -> str:
        """2 years, 18 months, for ever."""
        return kept_for(self.months)


@dataclass(frozen=True)
class Line:
    """What would become of one kind on a day: how many rows go, the oldest of them, and why others stay.

    `waits`: so many would go, were the kind not new since somebody confirmed what goes: none of them does.
    """

    term: Term
    goes: int
    oldest: datetime | None
    stays: tuple[tuple[Need, int], ...]
    waits: int = 0


def terms_of(association: Association) -> dict[Kind, Term]:
    """Every kind with its time, in the order of the table. One query."""
    own = {row.kind: row for row in RetentionTerm.objects.filter(association=association)}
    return {
        kind: Term(kind, own[kind].months if kind in own else keeping.months, own.get(kind))
        for kind, keeping in KEEPINGS.items()
    }


def over(term: Term, association: Association, day: date) -> QuerySet[Any]:
    """The rows whose time is over on this day: `since` is from when it counts, `need` why it stays, if so."""
    source = SOURCES[term.kind]
    rows = source.all_of(association).annotate(since=source.since)
    why = [When(condition, then=Value(need.value)) for need, condition in (source.needs or {}).items()]
    if source.people or source.address:
        hold = held(*source.people, of=source.of, address=source.address)
        why.insert(0, When(hold, then=Value(Need.HELD.value)))
    needed = Case(*why, default=Value(""), output_field=CharField()) if why else Value("")
    rows = rows.annotate(need=needed)
    if term.months is None:
        return rows.none()
    return rows.filter(since__lt=before(day, term.months, association.zone))


def due(term: Term, association: Association, day: date) -> QuerySet[Any]:
    """Those of them that nothing needs: they go. In the order of their keys."""
    return over(term, association, day).filter(need="").order_by("pk")


def preview(association: Association, day: date) -> list[Line]:
    """What would go and stay on this day, kind by kind. One query for each with an end, and two.

    Where it is switched on, a kind that came with a later version goes once its time is confirmed.
    """
    is_on = Retention.objects.filter(association=association, is_on=True).exists()
    lines = (_line(term, association, day) for term in terms_of(association).values())
    return [replace(line, goes=0, waits=line.goes) if is_on and not line.term.own else line for line in lines]


def _line(term: Term, association: Association, day: date) -> Line:
    if term.months is None:
        return Line(term, 0, None, ())
    rows = over(term, association, day).order_by().values("need")
    groups = {
        row["need"]: row for row in rows.annotate(number=Count("pk", distinct=True), first=Min("since"))
    }
    goes = groups.pop("", {"number": 0, "first": None})
    stays = tuple((need, groups[need.value]["number"]) for need in Need if need.value in groups)
    return Line(term, goes["number"], goes["first"], stays)


def numbers(lines: list[Line]) -> dict[str, int]:
    """How many of each kind go, without those of which none does."""
    return {line.term.kind.value: line.goes for line in lines if line.goes}


def revision_of(association: Association) -> int:
    """The number that goes up when a time is changed."""
    row = Retention.objects.filter(association=association).first()
    return (row or Retention()).revision


def in_turn(terms: dict[Kind, Term], first: str) -> Iterator[Term]:
    """The kinds whose time was confirmed and is not for ever, from this one on; all, if it is none."""
    kinds = [kind for kind, term in terms.items() if term.own and term.months is not None]
    begin = kinds.index(Kind(first)) if first in kinds else 0
    return (terms[kind] for kind in kinds[begin:])
