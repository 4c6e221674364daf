"""Periods of an endorsement: when one can be renewed, and which part of an entry falls into one. No query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from endorsement_plugin.requirements.clauses import everyone, parse
from endorsement_plugin.requirements.counting import months_after
from endorsement_plugin.requirements.evidence import Entry
from endorsement_plugin.requirements.evidence_kinds import with_detail
from endorsement_plugin.requirements.explaining import day as in_words
from endorsement_plugin.requirements.givers import overlap
from endorsement_plugin.requirements.periods.received import share
from endorsement_plugin.rules.renewals import Cycle
from endorsement_plugin.rules.states import EndorsementState

ACTIVITIES = frozenset(kind.value for kind in with_detail("hours"))
"""The kinds of evidence that are counted in hours: their hours are a period's."""

RENEWABLE = frozenset({EndorsementState.ACTIVE, EndorsementState.PROVISIONAL})
"""What is in another state comes back first."""


class Phase(StrEnum):
    """Where a period stands on a day."""

    EARLY = "early"
    OPEN = "open"
    LATE = "late"
    OVER = "over"


def phase_on(day: date, due: date, cycle: Cycle, *, held_until: date | None = None) -> Phase:
    """Where the period that ends when due stands. Whoever is held does not lapse, so that they can renew."""
    if day < cycle.opens_on(due):
        return Phase.EARLY
    if day <= due:
        return Phase.OPEN
    is_held = held_until is not None and day <= held_until
    return Phase.LATE if day < cycle.lapses_on(due) or is_held else Phase.OVER


def phase_in_words(day: date, due: date, cycle: Cycle, *, held_until: date | None = None) -> str:
    """The same in a sentence for its holder."""
    phase, said = phase_on(day, due, cycle, held_until=held_until), in_words(due)
    if phase is Phase.EARLY:
        return f"You can renew from {in_words(cycle.opens_on(due))}. It is due by {said}."
    if phase is Phase.OPEN:
        return f"You can renew now. It is due by {said}."
    last = cycle.lapses_on(due) - timedelta(days=1)
    if phase is Phase.OVER:
        return f"It was due by {said}, and the last day to renew it late was {in_words(last)}."
    open_until = max(last, held_until or last)
    return f"It was due by {said}. You can still renew, late, until {in_words(open_until)}."


def begins_on(due: date, years: int) -> date:
    """The first day of so many years that end when due."""
    return date.fromordinal(months_after(due, -12 * years).toordinal() + 1)


def within(entry: Entry, first: date, last: date) -> Entry | None:
    """What of an entry falls between two days; None if nothing does.

    Hours are spread evenly over the days of an entry, as reflective supervision is counted everywhere, and
    those of the days inside count, rounded down to hundredths. A training without a last day took one day;
    supervision without one goes on. An entry with hours and without a date falls into no period. What has
    no hours (a license, a membership, a position) is there as a whole once it has begun.
    """
    if entry.kind not in ACTIVITIES:
        return entry if entry.started_on is None or entry.started_on <= last else None
    start = entry.started_on or entry.ended_on
    if start is None:
        return None
    end = max(entry.ended_on or (start if entry.kind == "training" else last), start)
    days = (start.toordinal(), end.toordinal())
    inside = overlap([days], [(first.toordinal(), last.toordinal())])
    if not inside:
        return None
    if inside == [days]:
        return entry
    lasts, (begun, ended) = days[1] - days[0] + 1, inside[0]
    hours, giving = (
        value if value is None else share(value, inside[0], lasts)
        for value in (entry.hours, entry.hours_on_giving)
    )
    return replace(
        entry,
        started_on=date.fromordinal(begun),
        ended_on=date.fromordinal(ended),
        hours=hours,
        hours_on_giving=giving,
    )


def digest_of(statement: Mapping[str, Any]) -> str:
    """What a signature names the words by: the digest that the statement came with, or that of its HTML."""
    return str(statement.get("sha256") or sha256(str(statement["statement"]).encode()).hexdigest())


AGREED = "agreed-"


def agreed_name(digest: str) -> str:
    """The control by which the statement with these words is agreed to."""
    return f"{AGREED}{digest[:12]}"


def questions_of(clauses: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The yes/no questions on which hours depend, by name: the rest of “if …”."""
    asked: dict[str, str] = {}
    for clause in everyone(parse(clauses)):
        asked |= clause.conditions
    return asked


@dataclass(frozen=True)
class Signing:
    """What a holder sends. `agreed`: digests of the statements that were shown and agreed to.

    `seen`: for each endorsement by its number, the day it was due and the primary key of its policy, as they
    were shown; what is not named is not compared.
    """

    typed_name: str = ""
    agreed: frozenset[str] = frozenset()
    seen: Mapping[str, tuple[date, int]] = field(default_factory=dict)
