"""What makes two entries the same, and what is likely a slip in one: asked about when it is saved."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from endorsement_plugin.requirements.evidence_kinds import plain
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.requirements.wording import counted, number
from review_queue.typed.folding import folded

HOURS_OF_A_DAY = 24
SAME = "Another entry has the same title, dates and hours."


class Dated(Protocol):
    """An entry with hours, of whichever kind."""

    kind: str
    title: str
    started_on: date | None
    ended_on: date | None
    hours: Decimal | None


def doubts(entry: Dated, others: Iterable[Dated]) -> list[str]:
    """In sentences: that it stands there twice, or that its days have not so many hours. None for most."""
    if entry.started_on is None or not entry.hours:
        return []
    rest = [other for other in others if other.started_on is not None and other.hours]
    return [*_twice(entry, rest), *_impossible(entry, rest)]


def _twice(entry: Dated, others: Iterable[Dated]) -> Iterator[str]:
    if any(_key(entry) == _key(other) for other in others):
        yield SAME


def _key(entry: Dated) -> tuple[object, ...]:
    return entry.kind, folded(entry.title), entry.started_on, entry.ended_on or entry.started_on, entry.hours


def _impossible(entry: Dated, others: Iterable[Dated]) -> Iterator[str]:
    days = _days(entry)
    if entry.hours is not None and entry.hours > HOURS_OF_A_DAY * days:
        yield (
            f"{counted(entry.hours, 'hour')} in {counted(days, 'day')}: "
            f"there are {number(HOURS_OF_A_DAY * days)}."
        )
        return
    full = _fullest(entry, others)
    if full is not None:
        yield f"Together with other entries these are more than {HOURS_OF_A_DAY} hours on {day(full)}."


def _fullest(entry: Dated, others: Iterable[Dated]) -> date | None:
    """The first day on which this entry and others have more hours than a day, each spread over its days."""
    among = [entry, *others]
    first, last = _span(entry)
    begun = sorted({first, *(start for start, _ in map(_span, among) if first <= start <= last)})
    return next(
        (one for one in begun if sum(_hours_on(one, other) for other in among) > HOURS_OF_A_DAY), None
    )


def _hours_on(one: date, entry: Dated) -> Fraction:
    start, end = _span(entry)
    return Fraction(entry.hours or 0) / _days(entry) if start <= one <= end else Fraction(0)


def _span(entry: Dated) -> tuple[date, date]:
    """Without a last day it took one."""
    start = entry.started_on or date.min
    return start, max(entry.ended_on or start, start)


def _days(entry: Dated) -> int:
    start, end = _span(entry)
    return (end - start) // timedelta(days=1) + 1


def digest_of(kind: str, values: Mapping[str, object]) -> str:
    """The same for the same details; those that are empty do not count."""
    details = sorted((name, text) for name, text in plain(kind, values).items() if text)
    return hashlib.sha256(json.dumps([kind, details]).encode()).hexdigest()
